import { dirname, resolve } from 'node:path'
import type { KindManifest } from '@shared/config/fields'
import { mapPaths, mergeConfig } from '@shared/config/merge'
import { checkConfig, pathText } from '@shared/config/problems'
import { overruledRules } from '@shared/config/notifying'
import { nameKey, type Config } from '@shared/config/schema'
import type { Notice } from '@shared/domain/notice'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { leadingReason, type ConfigProblem } from './node-config-yaml'
import type { ConfigStore, LoadedConfig } from '../ports/config-store'
import type { Log } from '../ports/log'
import { openProvision } from './node-config-provision'
import { openSettings, type OpenSettings } from './node-config-settings'
import { watchFile, WATCH_PACE, type WatchPace } from './node-config-watch'

/** As the settings file is written: for people who look into it. */
export const settingsText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

export interface ConfigStoreOptions {
  /** The user-data folder. */
  readonly folder: string
  /** The provisioning file as it was named; null: none. */
  readonly file: string | null
  readonly kinds: readonly KindManifest[]
  readonly now: () => number
  readonly log: Log
  readonly pace?: WatchPace
  /** False: files are read and never written, moved or made; what is changed lasts as long as the run. */
  readonly keeps?: boolean
}

export interface OpenedConfig {
  readonly store: ConfigStore
  /** Why the provisioning file was refused at the start, as `file:line:column: reason`; null: it was not. */
  readonly refused: string | null
}

/**
 * The settings file and the provisioning file as one store. Both are read again when somebody else writes them.
 * A valid `update` changes what is in memory even when it cannot be written; then the listeners hear of it. Never throws.
 */
export const openConfigStore = (open: OpenSettings, { folder, file, kinds, now, log, pace = WATCH_PACE, keeps = true }: ConfigStoreOptions): OpenedConfig => {
  const settings = openSettings(folder, keeps ? open : null, now)
  const path = file === null ? null : resolve(file)
  const team = path === null ? null : openProvision(path, folder, kinds, keeps, (detail) => { log.write('warn', 'the last good provisioning file cannot be kept', { detail }) })
  const shown = clean(file ?? '', { max: 300 })
  const fileOf = (problem: ConfigProblem): string => (problem.file === undefined ? shown : clean(problem.file, { max: 300 }))
  const listeners = new Set<(loaded: LoadedConfig) => void>()
  let reloadedAt: number | null = null
  const startedAt = now()
  let refusedAt = startedAt

  const notices = (config: Config, taken: readonly string[]): readonly Notice[] => {
    const problems = team?.problems() ?? []
    const first = problems[0]
    return [
      ...settings.notices(),
      ...(first ? [{ id: 'config-refused', at: refusedAt, severity: 'warning', code: 'config-refused', values: { file: fileOf(first), line: first.line, column: first.column, reason: leadingReason(problems), used: team?.current() ? 'last' : 'defaults' } } as const] : []),
      ...(reloadedAt !== null && !first ? [{ id: 'config-reloaded', at: reloadedAt, severity: 'info', code: 'config-reloaded', values: { file: shown } } as const] : []),
      ...taken.map((name): Notice => ({ id: `name-taken:${nameKey(name)}`, at: startedAt, severity: 'warning', code: 'name-taken', values: { name: clean(name, { max: 80 }), file: shown } })),
      ...overruledRules(config).map(({ index, name, off }): Notice => ({ id: `rule-overruled:${index}`, at: startedAt, severity: 'warning', code: 'rule-overruled', values: { rule: clean(name ?? t('rule.numbered', { n: index + 1 }), { max: 200 }), off: off.join(', ') } }))
    ]
  }

  const compute = (): LoadedConfig => {
    const provision = team?.current() ?? null
    const own = mapPaths(settings.own(), (p) => resolve(folder, p))
    const merged = mergeConfig(own, provision && path !== null ? { ...provision, config: mapPaths(provision.config, (p) => resolve(dirname(path), p)) } : null)
    return { config: merged.config, readOnly: merged.readOnly, file, ...(provision ? { given: provision.given } : {}), notices: notices(merged.config, merged.taken) }
  }
  let loaded = compute()
  const changed = (): void => {
    loaded = compute()
    for (const listener of listeners) listener(loaded)
  }

  const besides = new Map<string, () => void>()
  /** Watches the files beside the provisioning file as it names them now. */
  const watchBesides = (): void => {
    const wanted = new Set(team?.beside() ?? [])
    for (const [at, end] of besides) if (!wanted.has(at)) { end(); besides.delete(at) }
    for (const at of wanted) if (!besides.has(at)) besides.set(at, watchFile(at, reread, pace))
  }
  const reread = (): void => {
    if (!team?.reread()) return
    const good = team.problems().length === 0
    if (good) reloadedAt = now(); else refusedAt = now()
    log.write(good ? 'info' : 'warn', good ? 'the provisioning file was read again' : 'the provisioning file was refused', { file: shown, reason: leadingReason(team.problems()) })
    watchBesides()
    changed()
  }
  const unwatch = [
    watchFile(settings.path, () => { if (settings.reread()) changed() }, pace),
    ...(path === null ? [] : [watchFile(path, reread, pace)])
  ]
  watchBesides()

  const atStart = team?.problems() ?? []
  const first = atStart[0]
  return {
    refused: first ? t('terminal.config.at', { file: fileOf(first), line: first.line, column: first.column, reason: leadingReason(atStart) }) : null,
    store: {
      read: () => loaded,
      update: (change) => {
        const checked = checkConfig(change(settings.own()))
        if (!checked.ok) {
          const problem = checked.problems[0]
          return { ok: false, reason: t('terminal.store.invalid', { reason: problem ? `${pathText(problem.path)} ${problem.reason}` : '' }) }
        }
        const reason = settings.save(checked.value)
        if (reason === null) { loaded = compute(); return { ok: true } }
        changed()
        return { ok: false, reason }
      },
      onChange: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
      dispose: () => { for (const end of [...unwatch, ...besides.values()]) end(); listeners.clear() }
    }
  }
}
