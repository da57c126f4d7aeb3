import type { CommandArgs, SaveAnswer, SavedKind } from '@shared/contract/commands'
import { MOST_SAVED_BYTES } from '@shared/contract/commands'
import { clean } from '@shared/text/clean'
import { figureText } from '@shared/text/format'
import { t, type MessageKey } from '@shared/text/catalogue'
import type { Files } from '../ports/files'

const MOST_NAME = 120

/** A name that every file system takes: no path, no leading dot, no reserved letter, not too long, its ending kept. */
export const safeName = (name: string, kind: SavedKind): string => {
  const stem = clean(name, { max: 1_000 }).normalize('NFC').replace(new RegExp(`[.]${kind}$`, 'i'), '').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/-{2,}/g, '-').replace(/^[.-]+|[.-]+$/g, '')
  return `${[...stem].slice(0, MOST_NAME).join('') || 'garda'}.${kind}`
}

const PNG_BEGINS = [0x89, 0x50, 0x4e, 0x47]
/** Whether the content is of the kind that it is called. */
const isKind = (kind: SavedKind, content: string | Uint8Array): boolean => {
  if (kind === 'png') return typeof content !== 'string' && PNG_BEGINS.every((byte, i) => content[i] === byte)
  return typeof content === 'string' && (kind === 'csv' || /^(<\?xml[^>]*\?>\s*)?<svg[\s>]/.test(content))
}

const WHY: Readonly<Record<string, MessageKey>> = {
  ENOSPC: 'out.fail.full', EDQUOT: 'out.fail.full', EACCES: 'out.fail.permission', EPERM: 'out.fail.permission', EROFS: 'out.fail.readonly', ENOENT: 'out.fail.missing', ENOTDIR: 'out.fail.missing', EISDIR: 'out.fail.folder', ENAMETOOLONG: 'out.fail.name'
}
const reasonOf = (error: unknown, path: string): string => {
  const code = (error as { readonly code?: unknown } | null)?.code
  const file = clean(path, { max: 400 })
  const reason = typeof code === 'string' ? code : clean(error instanceof Error ? error.message : String(error), { max: 200 })
  return t(typeof code === 'string' && Object.hasOwn(WHY, code) ? WHY[code]! : 'out.fail.other', { file, reason })
}

const sizeOf = (content: string | Uint8Array): number => (typeof content === 'string' ? new TextEncoder().encode(content).byteLength : content.byteLength)

/** Keeps a picture or a table where a person wants it. Null: this face has no dialog. Never rejects. */
export const createSaving = (files: Files | null) => async ({ kind, name, content }: CommandArgs<'saveFile'>[0]): Promise<SaveAnswer> => {
  const failed = (reason: string): SaveAnswer => ({ outcome: 'failed', reason })
  if (files === null) return failed(t('out.fail.face'))
  const size = sizeOf(content)
  if (size > MOST_SAVED_BYTES) return failed(t('out.fail.large', { size: figureText(size, 'bytes'), most: figureText(MOST_SAVED_BYTES, 'bytes') }))
  if (!isKind(kind, content)) return failed(t('out.fail.content', { kind: t(`out.kind.${kind}`) }))
  let path: string | null = null
  try {
    path = await files.choose(safeName(name, kind), kind)
    if (path === null) return { outcome: 'cancelled' }
    await files.write(path, content)
    return { outcome: 'saved', path }
  } catch (error) { return failed(reasonOf(error, path ?? safeName(name, kind))) }
}
