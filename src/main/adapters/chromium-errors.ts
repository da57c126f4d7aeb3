import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../ports/failure'

/** An error of Chromium's network (`net::ERR_…`) as a failure. `host` is whom we talked to. */
export const chromiumFailure = (error: unknown, host: string): SourceFailure => {
  if (error instanceof SourceFailure) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = /ERR_([A-Z0-9_]+)/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'CONNECTION_REFUSED': return new SourceFailure('refused', { host })
    case 'CONNECTION_RESET': case 'CONNECTION_CLOSED': case 'CONNECTION_ABORTED': case 'EMPTY_RESPONSE': case 'SOCKET_NOT_CONNECTED': case 'ABORTED':
    case 'NETWORK_CHANGED': case 'NETWORK_IO_SUSPENDED': return new SourceFailure('reset')
    case 'NAME_NOT_RESOLVED': case 'NAME_RESOLUTION_FAILED': return new SourceFailure('dns', { host })
    case 'INTERNET_DISCONNECTED': return new SourceFailure('offline', { host })
    case 'ADDRESS_UNREACHABLE': case 'ADDRESS_INVALID': case 'CONNECTION_TIMED_OUT': case 'TIMED_OUT': case 'CONNECTION_FAILED':
    case 'NETWORK_ACCESS_DENIED': return new SourceFailure('unreachable', { host })
    case 'CERT_DATE_INVALID': return new SourceFailure('tls-expired', { detail: t('failure.detail.out-of-date') })
    case 'CERT_AUTHORITY_INVALID': return new SourceFailure('tls-untrusted', { host })
    case 'CERT_COMMON_NAME_INVALID': return new SourceFailure('tls-name', { host, detail: t('failure.detail.other-name') })
    case 'SSL_CLIENT_AUTH_CERT_NEEDED': case 'BAD_SSL_CLIENT_AUTH_CERT': case 'SSL_CLIENT_AUTH_SIGNATURE_FAILED': case 'SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS':
      return new SourceFailure('tls', { detail: t('failure.detail.client-certificate') })
    case 'CONTENT_LENGTH_MISMATCH': case 'INCOMPLETE_CHUNKED_ENCODING': return new SourceFailure('truncated')
    case 'CONTENT_DECODING_FAILED': case 'CONTENT_DECODING_INIT_FAILED': return new SourceFailure('encoding', { detail: t('failure.detail.broken-encoding') })
    case 'RESPONSE_HEADERS_TOO_BIG': return new SourceFailure('not-http', { host, detail: t('failure.detail.header-overflow') })
    case 'INVALID_HTTP_RESPONSE': case 'INVALID_CHUNKED_ENCODING': return new SourceFailure('not-http', { host, detail: code })
    case 'UNSAFE_REDIRECT': case 'INVALID_REDIRECT': case 'UNKNOWN_URL_SCHEME': case 'DISALLOWED_URL_SCHEME':
      return new SourceFailure('redirect-blocked', { target: t('failure.detail.no-address'), detail: t('failure.detail.redirect-not-web') })
    case 'UNSAFE_PORT': return new SourceFailure('settings', { detail: t('failure.detail.unsafe-port', { host }) })
    case 'PROXY_AUTH_REQUESTED': case 'PROXY_AUTH_UNSUPPORTED': case 'UNEXPECTED_PROXY_AUTH': return new SourceFailure('proxy-auth')
  }
  if (/^(PROXY|TUNNEL|SOCKS|MANDATORY_PROXY|PAC|HTTPS_PROXY)_/.test(code)) return new SourceFailure('proxy', { detail: code })
  if (/^(CERT|SSL|ECH|BAD_SSL)_/.test(code)) return new SourceFailure('tls', { detail: code })
  if (/^(DNS|ICANN)_/.test(code)) return new SourceFailure('dns', { host })
  if (/^(HTTP2|QUIC)_/.test(code)) return new SourceFailure('reset')
  if (/^RESPONSE_HEADERS_/.test(code)) return new SourceFailure('not-http', { host, detail: code })
  return new SourceFailure('internal', { detail: message })
}
