import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../ports/failure'

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  // Happy Eyeballs gives up with all its attempts; the first tells most.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ''
}
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** OpenSSL's and Node's words for: nobody we trust stands behind this certificate. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED', 'CERT_SIGNATURE_FAILURE', 'CERT_CHAIN_TOO_LONG', 'INVALID_CA', 'PATH_LENGTH_EXCEEDED'
])
/** Which alert a server sends when it misses our certificate depends on its TLS version and library. */
const WANTS_CERTIFICATE = /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|certificate required|handshake failure/i

/** An error of Node's sockets, TLS or HTTP parser as a failure. `host` is whom we talked to. `answered` says whether an answer had begun. */
export const nodeFailure = (error: unknown, host: string, answered: boolean): SourceFailure => {
  if (error instanceof SourceFailure) return error
  const code = codeOf(error)
  switch (code) {
    case 'ECONNREFUSED': return new SourceFailure('refused', { host })
    case 'ECONNRESET': case 'EPIPE': case 'ECONNABORTED': case 'ERR_STREAM_PREMATURE_CLOSE': return new SourceFailure(answered ? 'truncated' : 'reset')
    case 'ENOTFOUND': case 'EAI_AGAIN': case 'EAI_FAIL': case 'EAI_NODATA': case 'EAI_NONAME': return new SourceFailure('dns', { host })
    case 'EHOSTUNREACH': case 'ENETUNREACH': case 'EHOSTDOWN': case 'ENETDOWN': case 'EADDRNOTAVAIL': case 'ETIMEDOUT':
      return new SourceFailure('unreachable', { host })
    case 'CERT_HAS_EXPIRED': return new SourceFailure('tls-expired', { detail: t('failure.detail.expired') })
    case 'CERT_NOT_YET_VALID': return new SourceFailure('tls-expired', { detail: t('failure.detail.not-yet-valid') })
    case 'ERR_TLS_CERT_ALTNAME_INVALID': case 'HOSTNAME_MISMATCH': return new SourceFailure('tls-name', { host, detail: nameReason(error) })
    case 'ERR_SSL_WRONG_VERSION_NUMBER': case 'ERR_SSL_PACKET_LENGTH_TOO_LONG': case 'ERR_SSL_HTTP_REQUEST':
      return new SourceFailure('tls', { detail: t('failure.detail.not-tls') })
  }
  if (UNTRUSTED.has(code)) return new SourceFailure('tls-untrusted', { host })
  if (code === 'HPE_HEADER_OVERFLOW') return new SourceFailure('not-http', { host, detail: t('failure.detail.header-overflow') })
  if (code.startsWith('HPE_')) return new SourceFailure('not-http', { host, detail: code })
  if (WANTS_CERTIFICATE.test(`${code} ${messageOf(error)}`)) return new SourceFailure('tls', { detail: t('failure.detail.client-certificate') })
  if (/^(ERR_(SSL|TLS|OSSL)|EPROTO|CERT_|CRL_|UNABLE_TO_)/.test(code)) return new SourceFailure('tls', { detail: opensslReason(messageOf(error)) || code })
  return new SourceFailure('internal', { detail: code === '' ? messageOf(error) : `${code} ${messageOf(error)}` })
}

/** What names the certificate has instead. */
const nameReason = (error: unknown): string => (error instanceof Error && 'reason' in error ? String(error.reason) : messageOf(error))

/** `…:error:0A000410:SSL routines::sslv3 alert handshake failure:…` holds one part for people. */
const opensslReason = (message: string): string => {
  const parts = /error:[0-9A-F]+:[^:]*:[^:]*:([^:]*)/i.exec(message)
  return (parts?.[1] ?? message).trim()
}

/** A proxy that could not be reached, or did not speak as one: another way may be tried. Nothing has come of the request. */
export class ProxyUnreached extends SourceFailure {}

export const unreachedProxy = (proxy: string): ProxyUnreached => new ProxyUnreached('proxy', { detail: t('failure.detail.proxy-unreachable', { proxy }) })

/** A failure on the way to or at the proxy, seen from the source behind it. */
export const proxyFailure = (error: unknown, proxy: string): SourceFailure => {
  const failure = nodeFailure(error, proxy, false)
  switch (failure.code) {
    case 'proxy': case 'proxy-auth': case 'timeout': return failure
    case 'refused': return new ProxyUnreached('proxy', { detail: t('failure.detail.proxy-refused', { proxy }) })
    case 'dns': return new ProxyUnreached('proxy', { detail: t('failure.detail.proxy-dns', { proxy }) })
    case 'unreachable': return unreachedProxy(proxy)
    case 'reset': case 'truncated': return new ProxyUnreached('proxy', { detail: t('failure.detail.proxy-reset', { proxy }) })
    case 'not-http': return new ProxyUnreached('proxy', { detail: t('failure.detail.proxy-not-http', { proxy }) })
    case 'internal': return failure
    default: return new ProxyUnreached('proxy', { detail: t('failure.detail.proxy-tls', { proxy, reason: codeOf(error) || failure.code }) })
  }
}
