import { describe, expect, it } from 'vitest'
import { chromiumFailure } from '../../../src/main/adapters/chromium-errors'
import { SourceFailure } from '../../../src/main/ports/failure'

const HOST = { host: 'am:9093' }

describe('chromiumFailure', () => {
  it.each([
    ['CONNECTION_REFUSED', 'refused', HOST], ['CONNECTION_RESET', 'reset', {}], ['EMPTY_RESPONSE', 'reset', {}], ['NETWORK_CHANGED', 'reset', {}], ['HTTP2_PING_FAILED', 'reset', {}],
    ['NAME_NOT_RESOLVED', 'dns', HOST], ['DNS_TIMED_OUT', 'dns', HOST], ['INTERNET_DISCONNECTED', 'offline', HOST], ['CONNECTION_TIMED_OUT', 'unreachable', HOST],
    ['CERT_DATE_INVALID', 'tls-expired', { detail: 'compare its dates with the clock of this computer' }], ['CERT_AUTHORITY_INVALID', 'tls-untrusted', HOST],
    ['CERT_COMMON_NAME_INVALID', 'tls-name', { ...HOST, detail: 'it names other hosts' }], ['CERT_REVOKED', 'tls', { detail: 'CERT_REVOKED' }], ['SSL_PROTOCOL_ERROR', 'tls', { detail: 'SSL_PROTOCOL_ERROR' }],
    ['BAD_SSL_CLIENT_AUTH_CERT', 'tls', { detail: 'it broke off the handshake and may want a client certificate, or another one' }],
    ['CONTENT_LENGTH_MISMATCH', 'truncated', {}], ['INCOMPLETE_CHUNKED_ENCODING', 'truncated', {}], ['CONTENT_DECODING_FAILED', 'encoding', { detail: 'it is not what it claims to be' }],
    ['INVALID_HTTP_RESPONSE', 'not-http', { ...HOST, detail: 'INVALID_HTTP_RESPONSE' }], ['RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH', 'not-http', { ...HOST, detail: 'RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH' }],
    ['UNSAFE_REDIRECT', 'redirect-blocked', { target: 'something unreadable', detail: 'that is not a web address' }], ['UNSAFE_PORT', 'settings', { detail: 'the port of am:9093 is reserved for something else and may not be used' }],
    ['PROXY_CONNECTION_FAILED', 'proxy', { detail: 'PROXY_CONNECTION_FAILED' }], ['TUNNEL_CONNECTION_FAILED', 'proxy', { detail: 'TUNNEL_CONNECTION_FAILED' }], ['PROXY_AUTH_UNSUPPORTED', 'proxy-auth', {}],
    ['OUT_OF_MEMORY', 'internal', { detail: 'net::ERR_OUT_OF_MEMORY' }]
  ])('reads %s', (name, code, values) => {
    const failure = chromiumFailure(new Error(`net::ERR_${name}`), 'am:9093')
    expect([failure.code, failure.values]).toEqual([code, values])
  })
  it('lets a failure be, and tells what nobody foresaw', () => {
    const failure = new SourceFailure('empty')
    expect(chromiumFailure(failure, 'a')).toBe(failure)
    expect(chromiumFailure('odd', 'a')).toMatchObject({ code: 'internal', values: { detail: 'odd' } })
  })
})
