import { t } from '@shared/text/catalogue'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type BrotliOptions, type ZlibOptions } from 'node:zlib'
import { SourceFailure } from '../ports/failure'
import { tooBig } from './http-limits'

type Inflate = (body: Buffer, options: ZlibOptions & BrotliOptions) => Promise<Buffer>
const [unGzip, unDeflate, unDeflateRaw, unBrotli]: readonly Inflate[] = [promisify(gunzip), promisify(inflate), promisify(inflateRaw), promisify(brotliDecompress)] as const

export const ACCEPT_ENCODING = 'gzip, deflate, br'

/** The one coding a body is in; '' for none. Throws `encoding` for several on top of each other and for those not in `known`. */
export const contentCoding = (header: string | undefined, known: ReadonlySet<string>): string => {
  const codings = (header ?? '').toLowerCase().split(',').map((coding) => coding.trim()).filter((coding) => coding !== '' && coding !== 'identity')
  const coding = codings[0] ?? ''
  if (codings.length > 1) throw new SourceFailure('encoding', { detail: t('failure.detail.nested-encoding', { codings: codings.slice(0, 5).join(', ') }) })
  if (coding !== '' && !known.has(coding)) throw new SourceFailure('encoding', { detail: t('failure.detail.unknown-encoding', { coding }) })
  return coding
}
const KNOWN: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'br'])

/** Undoes a `Content-Encoding`, off the main thread. Throws `too-big` as soon as more than `maxBytes` come out, `truncated` or `encoding` when it does not fit. */
export const decodeBody = async (body: Buffer, header: string | undefined, maxBytes: number): Promise<Buffer> => {
  const coding = contentCoding(header, KNOWN)
  if (coding === '' || body.length === 0) {
    if (body.length > maxBytes) throw tooBig(maxBytes)
    return body
  }
  try {
    return await inflaterOf(coding, body)!(body, { maxOutputLength: maxBytes, chunkSize: 128 * 1024 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooBig(maxBytes)
    if (code === 'Z_BUF_ERROR') throw new SourceFailure('truncated')
    throw new SourceFailure('encoding', { detail: t('failure.detail.wrong-encoding', { coding }) })
  }
}
const inflaterOf = (coding: string, body: Buffer): Inflate | undefined =>
  coding === 'br' ? unBrotli : coding === 'deflate' ? (hasZlibHeader(body) ? unDeflate : unDeflateRaw) : unGzip

/** `deflate` should come in a zlib wrapping (RFC 1950); some servers leave it away. */
const hasZlibHeader = (body: Buffer): boolean => body.length >= 2 && (body[0]! & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0
