import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { KindManifest } from '@shared/config/fields'
import type { Provision } from '@shared/config/merge'
import { t } from '@shared/text/catalogue'
import { readConfigFile, wholeFile, type Beside, type ConfigProblem, type ReadResult } from './node-config-yaml'
import { readText, writeAtomic, type TextResult } from './node-config-atomic'

/** The team's file: what it said last when it was good, and what is wrong with it now. */
export interface Provisioned {
  current(): Provision | null
  problems(): readonly ConfigProblem[]
  /** True when its meaning, or what is wrong with it, is different. */
  reread(): boolean
  /** Paths of the files beside it that it was last read with. */
  beside(): readonly string[]
}

const unreadable = (file: Exclude<TextResult, { readonly ok: true }>): string => {
  switch (file.why) {
    case 'missing': return t('terminal.config.missing-file')
    case 'too-large': return t('terminal.config.too-large', { limit: '1 MiB' })
    case 'not-text': return t('terminal.config.not-text')
    case 'unreadable': return t('terminal.config.unreadable', { detail: file.detail })
  }
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
  let goodMark: string | null = null
  let problems: readonly ConfigProblem[] = []
  let last: string | null = null

  /** What was read last of each file beside it; null: it could not be read. */
  let besides: ReadonlyMap<string, string | null> = new Map()

  const readNow = (): { readonly text: string | null; readonly mark: string; readonly result: ReadResult } => {
    const file = readText(path)
    if (!file.ok) return { text: null, mark: `\0${unreadable(file)}`, result: wholeFile(unreadable(file)) }
    const found = new Map<string, string | null>()
    const beside: Beside = (name) => {
      const at = resolve(dirname(path), name)
      const read = readText(at)
      found.set(at, read.ok ? read.text : null)
      return read.ok ? read : { ok: false, reason: unreadable(read) }
    }
    const result = readConfigFile(file.text, kinds, beside)
    besides = found
    return { text: file.text, mark: JSON.stringify([file.text, ...found]), result }
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
    const { text, mark, result } = readNow()
    if (mark === last) return false
    last = mark
    if (!result.ok) { problems = result.problems; return true }
    const different = mark !== goodMark || problems.length > 0
    good = result
    goodMark = mark
    problems = []
    keep(text)
    return different
  }

  const fromLastTime = (): Provision | null => {
    const kept = readText(keptPath)
    // what is watched matters more than a graph: packs beside a broken file are left out
    const result = kept.ok ? readConfigFile(kept.text, kinds, () => null) : null
    return result?.ok ? result : null
  }

  take()
  good ??= fromLastTime()
  return { current: () => good, problems: () => problems, reread: take, beside: () => [...besides.keys()] }
}
