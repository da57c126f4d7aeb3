import { summaryOf, type Alert } from '@shared/domain/alert'
import type { AppState, Table } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { type Zone } from '@shared/text/format'
import type { ServiceRow } from '../../state/select/services'
import { sourceName } from '../../state/select/sources'
import { when } from './when'

/** A line in three parts, of which only the middle one gives way where there is no room: a name may be cut, the time behind it never. */
export type RowNote = readonly [before: string, gives: string, after: string]

/** The second line of a service in trouble, out of sight or without some of its targets; null for one within its objectives and whole. All times in ms. */
export const rowNote = (row: ServiceRow, state: Pick<AppState, 'alerts' | 'sources'>, fresh: ReadonlySet<string>, now: number, zone: Zone): RowNote | null => {
  if (row.health === 'unknown') return ['', unseen(row, state, fresh, now, zone), '']
  if (row.lead && row.held) return heldBy(row, state.alerts, now, zone)
  if (row.lead && row.health !== 'ok') return ['', firstSentence(clean(summaryOf(row.lead), { max: 160 })), '']
  const { targets } = row.service
  return targets && targets.up < targets.total ? ['', t('overview.note.targets', { up: targets.up, total: targets.total }), ''] : null
}

/** What a row has room for; the rest is where the alert is. */
const firstSentence = (text: string): string => /^(.{12,}?)\.\s+\p{Lu}/u.exec(text)?.[1] ?? text
/** The given name, as colleagues say it; an address or "Surname, name" stays whole. */
const givenName = (name: string): string => /^[^\s,]+(?=\s)/.exec(name)?.[0] ?? name
/** Stands for the name while a sentence is taken apart; no text holds it after `clean`. */
const NAME = '\u0000'

const unseen = (row: ServiceRow, state: Pick<AppState, 'sources'>, fresh: ReadonlySet<string>, now: number, zone: Zone): string => {
  const { seenBy } = row.service
  const blind = seenBy.find((s) => !fresh.has(s.source))
  const name = blind ? clean(sourceName(state, blind.source), { max: 60 }) : ''
  if (row.was !== null && row.was !== 'ok' && blind) return t('overview.note.was', { health: t(`health.${row.was}`).toLowerCase(), source: name })
  if (blind && seenBy.every((s) => !fresh.has(s.source))) return t('overview.note.blind', { source: name })
  const last = seenBy.reduce<number | null>((latest, s) => (s.lastSampleAt !== null && (latest === null || s.lastSampleAt > latest) ? s.lastSampleAt : latest), null)
  if (last !== null) return t('overview.note.noSamples', { time: when(last, now, zone) })
  return t(seenBy.length === 0 ? 'overview.note.noData' : 'overview.note.never')
}

const heldBy = (row: ServiceRow, alerts: Table<Alert>, now: number, zone: Zone): RowNote => {
  const holds = row.service.alerts.flatMap((id) => { const a = alerts[id]; return a?.held && a.state === 'firing' ? [a.held] : [] })
  const names = [...new Set(holds.map((h) => clean(h.by, { max: 60 })))]
  const first = holds[0]
  if (names.length !== 1 || !first) return ['', t('overview.note.heldMany', { who: names.map(givenName).join(', ') }), '']
  const [before = '', after = ''] = t('overview.note.held', { who: NAME, time: when(first.since, now, zone) }).split(NAME)
  return [before, givenName(names[0]!), after]
}
