import { figureText } from '@shared/text/format'
import { SourceFailure } from '../ports/failure'
import type { HttpLimits } from '../ports/http'

/**
 * Runs a request under its limits: rejects with `timeout` when the deadline passes and with the caller's own reason when it cancels, at once
 * and whatever `run` is doing. The signal handed to `run` is aborted with the same reason, so that it can let go of its sockets.
 */
export const withinLimits = async <T>(limits: HttpLimits, run: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  limits.signal.throwIfAborted()
  const controller = new AbortController()
  const cancel = (): void => { controller.abort(limits.signal.reason) }
  const timer = setTimeout(() => { controller.abort(new SourceFailure('timeout', { seconds: Math.round(limits.deadlineMs / 100) / 10 })) }, limits.deadlineMs)
  limits.signal.addEventListener('abort', cancel, { once: true })
  const stopped = new Promise<never>((_, reject) => { controller.signal.addEventListener('abort', () => { reject(controller.signal.reason) }, { once: true }) })
  try {
    return await Promise.race([run(controller.signal), stopped])
  } finally {
    clearTimeout(timer)
    limits.signal.removeEventListener('abort', cancel)
  }
}

export const tooBig = (limit: number): SourceFailure => new SourceFailure('too-big', { limit: figureText(limit, 'bytes') })

/** Refuses by its announcement what would be refused by its length anyway. */
export const checkAnnounced = (contentLength: string | undefined, maxBytes: number): void => {
  if (contentLength !== undefined && Number(contentLength) > maxBytes) throw tooBig(maxBytes)
}

/** Collects a body; throws `too-big` at the chunk that exceeds `maxBytes`. The chunks are joined once, at the end. */
export const collector = (maxBytes: number): { readonly add: (chunk: Buffer) => void; readonly whole: () => Buffer } => {
  const chunks: Buffer[] = []
  let length = 0
  return {
    add: (chunk) => {
      length += chunk.length
      if (length > maxBytes) throw tooBig(maxBytes)
      chunks.push(chunk)
    },
    whole: () => (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length))
  }
}
