import { copyFileSync, mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { migrate } from '@shared/config/migrations'
import { soundOwnPanels } from '@shared/config/own-panels'
import { checkConfig } from '@shared/config/problems'
import { defaultConfig, type Config } from '@shared/config/schema'
import type { Notice } from '@shared/domain/notice'
import { t } from '@shared/text/catalogue'
import { panelFault, panelProblems } from './node-config-packs'
import { leadingReason, readSettingsText, versionReason, type ConfigProblem } from './node-config-yaml'
import { damagedName, detailOf, readText, writeAtomic } from './node-config-atomic'

/** What writes the settings file, whole and atomically; throws what the file system says. Opened only on a file that is sound or absent. */
export type OpenSettings = (folder: string, name: string) => { save(config: Config): void }

type Read =
  | { readonly is: 'good'; readonly config: Config; readonly text: string; readonly old: boolean; /** Names of own panels that cannot be used. */ readonly skipped: readonly string[] }
  | { readonly is: 'missing' }
  | { readonly is: 'damaged'; readonly text: string; readonly problems: readonly ConfigProblem[] }
  /** Must not be touched: it cannot be read now, or belongs to a newer Garda. */
  | { readonly is: 'locked'; readonly reason: string }

const readSettings = (path: string): Read => {
  const file = readText(path)
  const name = basename(path)
  if (!file.ok) {
    if (file.why === 'missing') return { is: 'missing' }
    if (file.why === 'unreadable') return { is: 'locked', reason: t('terminal.store.unreadable', { file: name, detail: file.detail }) }
    return { is: 'damaged', text: '', problems: [] }
  }
  let raw: unknown
  try { raw = JSON.parse(file.text) } catch { return damaged(file.text) }
  const migrated = migrate(raw, 0)
  if (!migrated.ok) return migrated.why === 'newer' ? { is: 'locked', reason: t('terminal.store.newer', { file: name, reason: versionReason(migrated) }) } : damaged(file.text)
  const { panels: ownPanels, skipped } = soundOwnPanels(migrated.value['ownPanels'], (panel) => panelFault(panel)?.reason ?? null)
  const checked = checkConfig({ ...migrated.value, ownPanels })
  const sound = checked.ok && checked.value.packFiles.length === 0 && panelProblems(checked.value).length === 0
  return sound ? { is: 'good', config: checked.value, text: file.text, old: migrated.value !== raw, skipped } : damaged(file.text)
}
const MOST_NAMED = 5
const damaged = (text: string): Read => {
  const told = readSettingsText(text)
  return { is: 'damaged', text, problems: told.ok ? [] : told.problems }
}

/** The person's own settings in memory, in `settings.json` and in its backup. */
export interface Settings {
  own(): Config
  notices(): readonly Notice[]
  /** What is in memory changes in any case; a reason when it could not be written. */
  save(config: Config): string | null
  /** After somebody else may have written the file. True when anything is different. */
  reread(): boolean
  readonly path: string
}

/** Opens the settings in `folder`; a damaged file is put aside under a name of its own and the backup takes its place. Without `open` no file is touched. Never throws. */
export const openSettings = (folder: string, open: OpenSettings | null, now: () => number): Settings => {
  const path = join(folder, 'settings.json')
  const backup = join(folder, 'settings.backup.json')
  const notices = new Map<string, Notice>()
  const say = (notice: Pick<Notice, 'code' | 'values' | 'severity'>): void => { notices.set(notice.code, { id: `${notice.code}:settings`, at: now(), ...notice }) }
  const unwritable = (reason: string, values: Notice['values'] = {}): string => { say({ code: 'settings-unwritable', severity: 'warning', values: { reason, ...values } }); return reason }
  const failed = (error: unknown): string => unwritable(t('terminal.store.unwritable', { file: 'settings.json', detail: detailOf(error) }))

  let own = defaultConfig()
  /** Why the file is left alone; null: it is ours to write. */
  let locked: string | null = null
  /** A file of somebody's making that was refused while we ran; kept before it is written over. */
  let refusedText: string | null = null
  let text: string | null = null
  let writer: { save(config: Config): void } | null = null

  /** What is said of own panels that could not be used; the file is kept before it is written without them. */
  const told = (read: Extract<Read, { readonly is: 'good' }>): void => {
    if (read.skipped.length === 0) { notices.delete('panels-skipped'); return }
    const shown = read.skipped.slice(0, MOST_NAMED)
    say({ code: 'panels-skipped', severity: 'warning', values: { names: shown.join(', '), count: read.skipped.length, more: read.skipped.length - shown.length } })
  }

  /** The name it was given, or its own where it could not be renamed. */
  const putAside = (file: string): string => {
    if (open === null) return basename(file)
    const aside = damagedName(file, now())
    try {
      renameSync(file, aside)
      return basename(aside)
    } catch (error) {
      locked = failed(error)
      return basename(file)
    }
  }

  const write = (config: Config): string | null => {
    if (locked !== null) return locked
    if (open === null) return null
    try {
      if (refusedText !== null) { copyFileSync(path, damagedName(path, now())); refusedText = null }
      opened(open).save(config)
      const written = readText(path)
      text = written.ok ? written.text : null
      notices.delete('settings-unwritable')
      notices.delete('config-refused')
    } catch (error) { return failed(error) }
    keepBackup()
    return null
  }
  const opened = (make: OpenSettings): { save(config: Config): void } => (writer ??= make(folder, 'settings'))
  /** A copy of what was good last; without one Garda goes on, and says so. */
  const keepBackup = (): void => {
    if (text === null || open === null) return
    const kept = readText(backup)
    if (kept.ok && kept.text === text) return
    try { writeAtomic(backup, text) } catch (error) { unwritable(t('terminal.store.unwritable', { file: 'settings.backup.json', detail: detailOf(error) })) }
  }

  const start = (): void => {
    const first = readSettings(path)
    switch (first.is) {
      case 'missing': return
      case 'locked': locked = unwritable(first.reason, { used: 'defaults' }); return
      case 'good':
        own = first.config
        text = first.text
        told(first)
        if (first.skipped.length > 0) refusedText = text
        if (first.old) write(own); else keepBackup()
        return
      case 'damaged': {
        const kept = putAside(path)
        const second = readSettings(backup)
        if (second.is === 'damaged') putAside(backup)
        if (second.is === 'locked') locked = unwritable(second.reason)
        if (second.is === 'good') { own = second.config; told(second) }
        say({ code: 'settings-damaged', severity: 'warning', values: { used: second.is === 'good' ? 'backup' : 'defaults', kept } })
        if (second.is === 'good') write(own)
      }
    }
  }
  /** While the file is sound: a writer that reads it first would stumble over a later, damaged one. */
  const openWriter = (): void => {
    if (locked !== null || open === null) return
    try {
      mkdirSync(folder, { recursive: true })
      opened(open)
    } catch (error) { failed(error) }
  }
  start()
  openWriter()

  return {
    path,
    own: () => own,
    notices: () => [...notices.values()],
    save: (config) => { own = config; return write(config) },
    reread: () => {
      if (locked !== null) return false
      const file = readText(path)
      if (!file.ok || file.text === text || file.text === refusedText) return false
      const read = readSettings(path)
      if (read.is === 'good') {
        own = read.config
        text = read.text
        refusedText = read.skipped.length > 0 ? read.text : null
        notices.delete('config-refused')
        told(read)
        keepBackup()
        return true
      }
      if (read.is !== 'damaged') return false
      refusedText = read.text
      say({ code: 'config-refused', severity: 'warning', values: { file: 'settings.json', line: read.problems[0]?.line ?? 1, column: read.problems[0]?.column ?? 1, reason: leadingReason(read.problems), used: 'last' } })
      return true
    }
  }
}
