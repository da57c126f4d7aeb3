import { describe, expect, it } from 'vitest'
import { nodeFailure, proxyFailure } from '../../../src/main/adapters/http-errors'
import { SourceFailure } from '../../../src/main/ports/failure'

const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code })
const told = ({ code, values }: SourceFailure): unknown => [code, values]
const HOST = { host: 'am:9093' }

describe('nodeFailure', () => {
  it.each([
    ['ECONNREFUSED', 'refused', HOST], ['ECONNRESET', 'reset', {}], ['EPIPE', 'reset', {}], ['ENOTFOUND', 'dns', HOST], ['EAI_AGAIN', 'dns', HOST],
    ['EHOSTUNREACH', 'unreachable', HOST], ['ENETUNREACH', 'unreachable', HOST], ['ETIMEDOUT', 'unreachable', HOST], ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls-untrusted', HOST],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted', HOST], ['CERT_REVOKED', 'tls', { detail: 'CERT_REVOKED' }], ['HPE_INVALID_CONSTANT', 'not-http', { ...HOST, detail: 'HPE_INVALID_CONSTANT' }],
    ['HPE_HEADER_OVERFLOW', 'not-http', { ...HOST, detail: 'its headers are too long' }], ['EMFILE', 'internal', { detail: 'EMFILE EMFILE' }]
  ])('reads %s', (code, expected, values) => { expect(told(nodeFailure(coded(code), 'am:9093', false))).toEqual([expected, values]) })

  it('knows a cut answer from a dropped connection', () => { expect(nodeFailure(coded('ECONNRESET'), 'a', true).code).toBe('truncated') })
  it('reads the first of several attempts', () => { expect(nodeFailure(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]), 'a', false).code).toBe('refused') })
  it('takes the words for people out of an OpenSSL error', () => {
    expect(told(nodeFailure(coded('EPROTO', 'write EPROTO 0071:error:0A000102:SSL routines:ssl_choose_client_version:unsupported protocol:../deps/x.c:1:\n'), 'a', false))).toEqual(['tls', { detail: 'unsupported protocol' }])
  })
  it('lets a failure be', () => { const failure = new SourceFailure('empty'); expect(nodeFailure(failure, 'a', false)).toBe(failure) })
  it('tells what nobody foresaw', () => { expect(told(nodeFailure('odd', 'a', false))).toEqual(['internal', { detail: 'odd' }]) })
})

describe('proxyFailure', () => {
  it.each([
    [coded('ENOTFOUND'), 'proxy', { detail: 'the name proxy:1 cannot be found' }], [coded('EHOSTUNREACH'), 'proxy', { detail: 'proxy:1 cannot be reached' }],
    [coded('ECONNRESET'), 'proxy', { detail: 'proxy:1 dropped the connection' }], [coded('CERT_HAS_EXPIRED'), 'proxy', { detail: 'the secure connection to proxy:1 failed (CERT_HAS_EXPIRED)' }],
    [new SourceFailure('proxy-auth'), 'proxy-auth', {}], [new Error('odd'), 'internal', { detail: 'odd' }]
  ])('blames the proxy for %s', (error, code, values) => { expect(told(proxyFailure(error, 'proxy:1'))).toEqual([code, values]) })
})
