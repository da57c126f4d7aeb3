import { configSchema, type Config } from '@shared/config/schema'
import { demoConfig } from '@shared/config/demo'
import { t } from '@shared/text/catalogue'
import type { PageWindow } from '../ports/page-window'
import type { CoreEvent } from '../core/events'
import { demoShift, demoTurn } from '../sources/demo/on-call'
import { rehearsal } from '../sources/demo/rehearsal'
import type { Instance } from './instances'
import type { Calendars } from '../ports/calendars'
import type { ConfigStore } from '../ports/config-store'
import type { Heartbeat } from '../ports/heartbeat'
import type { Hooks } from '../ports/hooks'
import { NO_WATCH, type NightWatch } from '@shared/domain/night-watch'
import { fitsQuery, isBefore, type JournalEntry } from '@shared/domain/journal'
import type { Journal } from '../ports/journal'
import type { Ledger } from '../ports/ledger'
import type { Notifier } from '../ports/notifier'
import type { Sound } from '../ports/sound'

/** The demo's configuration with the person's own appearance; changes last as long as the demo. Walls are those of the desk, whatever they show. */
export const demoStore = (own: Pick<ConfigStore, 'read'>, seed = 1): ConfigStore => {
  const made = configSchema.parse(demoConfig(seed))
  const { theme, time, railCollapsed } = own.read().config.appearance
  let config: Config = { ...made, appearance: { ...made.appearance, theme, time, railCollapsed } }
  const read: ConfigStore['read'] = () => {
    const desk = own.read()
    return {
      config: { ...config, walls: desk.config.walls }, file: null, notices: [],
      readOnly: { sources: config.sources.map((s) => s.name), services: config.services.map((s) => s.name), environments: [], walls: desk.readOnly.walls ?? [] }
    }
  }
  return { read, update: (change) => { config = change(config); return { ok: true } }, onChange: () => () => undefined, dispose: () => undefined }
}

/** A ledger that forgets: for the demo, a single look and a picture, which tell nobody anything. */
export const forgetfulLedger = (): Ledger => ({ load: () => Promise.resolve({ state: { episodes: {}, records: [], lastRunAt: null }, damaged: null }), save: () => Promise.resolve() })

/** A single look and a picture tell nobody; elsewhere than on Linux only the desktop app can. */
export const silent = (reason: 'one-shot' | 'linux-only'): Notifier => ({
  show: () => Promise.resolve({ outcome: 'suppressed', reason, detail: t(`reason.${reason}`) }),
  close: () => undefined,
  able: () => Promise.resolve({ able: reason === 'one-shot', by: '', detail: reason === 'one-shot' ? '' : t('terminal.noNotifications') }),
  onAction: () => () => undefined,
  dispose: () => undefined
})

/** A single look and a picture wake nobody. */
export const mute = (): Sound => ({
  play: () => Promise.resolve({ played: false, detail: t('reason.one-shot') }),
  able: () => Promise.resolve({ able: true, by: '', detail: '' }),
  dispose: () => undefined
})

/** Reaches nobody: for the demo, a single look and a picture. */
export const NOBODY: { readonly hooks: Hooks; readonly heartbeat: Heartbeat; readonly present: boolean } =
  { hooks: { run: () => Promise.resolve([]) }, heartbeat: { beat: () => Promise.resolve({ ok: true }) }, present: false }

/** Where nothing comes over other windows. */
export const NO_WINDOW: PageWindow = { show: () => undefined, hide: () => undefined, stands: () => true }

/** A journal that lasts as long as the run: for the demo, a single look and a picture. */
export const forgetfulJournal = (): Journal => {
  let kept: readonly JournalEntry[] = []
  return {
    open: () => Promise.resolve(null),
    append: (entries) => { kept = [...kept, ...entries].slice(-MOST_KEPT); return Promise.resolve() },
    read: (query) => {
      const found = kept.filter((entry) => fitsQuery(entry, query)).sort((a, b) => (isBefore(a, b) ? 1 : -1))
      const entries = found.slice(0, query.limit)
      const last = entries.at(-1)
      return Promise.resolve({ entries, next: found.length > entries.length && last ? { at: last.at, n: last.n } : null, unread: 0 })
    },
    close: () => Promise.resolve()
  }
}
const MOST_KEPT = 5_000
/** The demo's on-call calendar, whatever its place: as if it had just been read. */
export const demoCalendars = (now: () => number): Calendars => ({
  follow: (_place, _zone, heard) => {
    const shift = demoShift(now())
    heard({ turns: Array.from({ length: 120 }, (_, i) => demoTurn(shift - 2 + i)), readAt: now(), problem: null, floating: null })
    return () => undefined
  }
})

/** The demo's night up to `start`, as the engine would have lived it. */
export const demoNight = (start: number) => (instances: readonly Pick<Instance, 'source'>[]): readonly CoreEvent[] => [
  ...rehearsal(instances.map((i) => i.source), start).map(({ at, said }): CoreEvent => ({
    type: 'round', at,
    heard: said.map((one) => ('failure' in one
      ? { type: 'failed', at, source: one.source, askedAt: at, failure: one.failure, nextAt: start }
      : { type: 'answered', at, source: one.source, askedAt: at, snapshot: one.snapshot, nextAt: start }))
  })),
  { type: 'meta', at: start, change: { watch: demoWatch(start) } }
]

/** The demo's night watch, as made up as the rest: armed at ten in the evening, and tested then. */
const demoWatch = (start: number): NightWatch => {
  const dusk = new Date(start)
  if (dusk.getHours() < 12) dusk.setDate(dusk.getDate() - 1)
  const from = dusk.setHours(22, 0, 0, 0)
  const dawn = new Date(from + 9 * 3_600_000).setHours(7, 0, 0, 0)
  return {
    ...NO_WATCH, kept: true, armed: 'schedule', night: { from, dawn },
    test: { at: from, dawn, notification: { shown: true, displayed: 'yes', detail: '' }, sound: { played: true, detail: '' } }
  }
}
