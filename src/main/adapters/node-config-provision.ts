import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { KindManifest } from '@shared/config/fields'
import type { Provision } from '@shared/config/merge'
import { t } from '@shared/text/catalogue'
import { readConfigFile, wholeFile, type ConfigProblem, type ReadResult } from './node-config-yaml'
import { readText, writeAtomic } from './node-config-atomic'

/** The team's file: what it said last when it was good, and what is wrong with it now. */
export interface Provisioned {
  current(): Provision | null
  problems(): readonly ConfigProblem[]
  /** True when its meaning, or what is wrong with it, is different. */
  reread(): boolean
}

/**
 * Reads `path` now and at each `reread`; a bad text is refused whole and the last good one stays. That one is also kept in
 * `folder` over restarts, so that a file broken overnight does not leave the morning's Garda with nothing to watch.
 * @param keeps false: nothing is written
 * @param says what cannot be kept, for the log
 */
export const openProvision = (path: string, folder: string, kinds: readonly KindManifest[], keeps: boolean, says: (detail: string) => void): Provisioned => {
  const keptPath = join(folder, `provision-${createHash('sha256').update(path).digest('hex').slice(0, 12)}.yaml`)
  let good: Provision | null = null
  let goodText: string | null = null
  let problems: readonly ConfigProblem[] = []
  let last: string | null = null

  const readNow = (): { readonly text: string | null; readonly result: ReadResult } => {
    const file = readText(path)
    if (file.ok) return { text: file.text, result: readConfigFile(file.text, kinds) }
    switch (file.why) {
      case 'missing': return { text: null, result: wholeFile(t('terminal.config.missing-file')) }
      case 'too-large': return { text: null, result: wholeFile(t('terminal.config.too-large', { limit: '1 MiB' })) }
      case 'not-text': return { text: null, result: wholeFile(t('terminal.config.not-text')) }
      case 'unreadable': return { text: null, result: wholeFile(t('terminal.config.unreadable', { detail: file.detail })) }
    }
  }

  const keep = (text: string | null): void => {
    if (!keeps) return
    const kept = readText(keptPath)
    if (text === null || (kept.ok && kept.text === text)) return
    try {
      mkdirSync(folder, { recursive: true })
      writeAtomic(keptPath, text)
    } catch (error) { says(String(error)) }
  }

  const take = (): boolean => {
    const { text, result } = readNow()
    const mark = text ?? (result.ok ? '' : `\0${result.problems[0]?.reason ?? ''}`)
    if (mark === last) return false
    last = mark
    if (!result.ok) { problems = result.problems; return true }
    const different = text !== goodText || problems.length > 0
    good = result
    goodText = text
    problems = []
    keep(text)
    return different
  }

  const fromLastTime = (): Provision | null => {
    const kept = readText(keptPath)
    const result = kept.ok ? readConfigFile(kept.text, kinds) : null
    return result?.ok ? result : null
  }

  take()
  good ??= fromLastTime()
  return { current: () => good, problems: () => problems, reread: take }
}
