import type { LedgerState, Naming } from '../ports/ledger'
import type { CoreState } from './core-state'
import { everyoneTold } from './episodes'
import { keptHolds } from './holds'
import type { Decision } from './notify'
import { seenServices } from './blinded'
import { keptPages } from './pager/pages'
import { seenWatchdogs } from './pager/watchdog'

/**
 * What a restart has to know of alerts and pages. An episode whose notification is under way is left out while its page is kept: whoever starts then repeats it, on that page.
 * @param underway alerts told of whose notification is not yet known to be shown
 */
export const keptForRestart = (state: CoreState, underway: ReadonlySet<string>): Pick<LedgerState, 'episodes' | 'pages' | 'acks' | 'watchdogs' | 'seenBy' | 'names' | 'holds' | 'onPages' | 'lastPages'> => ({
  episodes: Object.values(state.episodes).some((e) => e.retry !== undefined || underway.has(e.alert))
    ? Object.fromEntries(Object.entries(state.episodes).flatMap(([id, { retry: _run, ...kept }]) => (underway.has(id) ? [] : [[id, kept] as const])))
    : state.episodes,
  pages: keptPages(state.app, everyoneTold(state)),
  lastPages: state.app.meta.lastPages,
  ...(Object.keys(state.acks).length ? { acks: Object.values(state.acks) } : {}),
  ...unlessEmpty('watchdogs', seenWatchdogs(state)), ...unlessEmpty('seenBy', seenServices(state)), ...unlessEmpty('names', state.names), ...unlessEmpty('holds', keptHolds(state)), ...unlessEmpty('onPages', namedOn(state))
})

/** So many alerts of a page are named; its words name fewer. */
const MOST_NAMED = 100
const namedOn = ({ app: { pages, alerts, resolved }, onPages }: CoreState): Readonly<Record<string, Naming>> =>
  Object.fromEntries(Object.values(pages).flatMap((page) => (page.status === 'over' ? [] : page.alerts.slice(0, MOST_NAMED).flatMap((id): [string, Naming][] => {
    const one = alerts[id] ?? resolved[id] ?? onPages[id]
    return one ? [[id, { name: one.name, service: one.service, environment: one.environment, severity: one.severity }]] : []
  }))))

const unlessEmpty = <K extends string, T>(name: K, table: Readonly<Record<string, T>>): Partial<Readonly<Record<K, typeof table>>> =>
  (Object.keys(table).length > 0 ? { [name]: table } as Readonly<Record<K, typeof table>> : {})

/** Whether a decision makes anything other than it was in `state`, which it was made for: that goes to the disk. */
export const isChange = (decision: Decision, { episodes, gathered, baselineUntil, toldBlind, away, app }: CoreState): boolean =>
  decision.records.length > 0 || decision.episodes !== episodes || decision.gathered !== gathered || decision.baselineUntil !== baselineUntil || decision.toldBlind !== toldBlind ||
  decision.away !== away || decision.pages !== app.pages || decision.effects.length > 0
