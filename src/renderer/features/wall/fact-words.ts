import type { Held } from '@shared/domain/alert'
import { FOR_GOOD } from '@shared/domain/on-call'
import { isAsking, type Page } from '@shared/domain/page'
import { SEVERITIES, type Severity } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, duration, moment, type Zone } from '@shared/text/format'
import { recentChanges } from '../../state/select/changes'
import type { Situation } from './situation'
import type { Watched } from './use-watched'

/** One thing that whoever looks up wants to know. `note`: the smaller line under it. */
export interface Fact { readonly key: string; readonly name: string; readonly value: string; readonly note: string }
const fact = (key: string, name: string, value: string, note = ''): Fact => ({ key, name, value, note })

const person = (name: string): string => clean(name, { max: 40 })
type Trouble = Extract<Situation, { readonly is: 'trouble' }>

const holdsOf = (ids: readonly string[], alerts: AppState['alerts']): readonly Held[] =>
  ids.flatMap((id) => { const a = alerts[id]; return a?.held && a.state === 'firing' ? [{ ...a.held, severity: a.severity }] : [] })
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.since - b.since)
const sinceText = (at: number, now: number, zone: Zone): string => t('common.since', { time: moment(at, now, zone) })

/** Who has what is wrong; while nobody has, whom it was brought to. */
export const holderOf = ({ incident, held }: Trouble, { alerts, pages }: Pick<AppState, 'alerts' | 'pages'>, now: number, zone: Zone): Fact => {
  const holds = holdsOf(incident.alerts, alerts)
  const first = holds[0]
  const page = Object.values(pages).find((p) => p.alerts.some((id) => incident.alerts.includes(id)) && (isAsking(p) || p.held !== null))
  const own = first ?? page?.held ?? null
  if (own) return fact('held', t(held || (first === undefined && page?.held) ? 'wall.held' : 'wall.held.part'), person(own.by), sinceText(own.since, now, zone))
  return page ? pagedFact(page, zone) : fact('held', t('wall.held'), t('wall.held.nobody'))
}

/** Whom a page was brought to that nobody has, and who is next. */
const pagedFact = ({ person: who, next }: Page, zone: Zone): Fact => {
  const time = next?.rung === 'next' ? clock(next.at, zone) : null
  const then = time === null ? '' : next?.person == null ? t('wall.paged.somebody', { time }) : t('wall.paged.next', { name: person(next.person), time })
  // nobody is known to be on call: it is loud wherever Garda runs
  return fact('held', t('wall.paged'), who === null ? t('wall.paged.every') : person(who), then)
}

/** Whose a page is; until when it is put off; or whom it was brought to, and who is next. */
export const ownerOf = (page: Page, now: number, zone: Zone): Fact => {
  switch (page.status) {
    case 'held': case 'over': return page.held === null ? fact('held', t('wall.held'), t('page.somebody')) : fact('held', t('wall.held'), person(page.held.by), sinceText(page.held.since, now, zone))
    case 'snoozed': return fact('held', t('wall.held'), t('wall.held.nobody'), t('wall.snoozed', { time: moment(page.snoozedUntil ?? now, now, zone) }))
    case 'open': return pagedFact(page, zone)
  }
}

/** Who has a part of what a page asks for; null: nobody has. */
export const partOf = ({ page, incident }: Extract<Situation, { readonly is: 'page' }>, { alerts }: Pick<AppState, 'alerts'>, now: number, zone: Zone): Fact | null => {
  const [first] = page.status === 'held' ? [] : holdsOf(incident.alerts, alerts)
  return first ? fact('part', t('wall.held.part'), person(first.by), sinceText(first.since, now, zone)) : null
}

/** Who is on call, or who will be, as far as that is known; null: it is not. `next`: who follows is the question. */
export const onCallOf = ({ shift, onCall }: Pick<AppState['meta'], 'shift' | 'onCall'>, now: number, zone: Zone, next: boolean): Fact | null => {
  const at = (time: number): string => moment(time, now, zone)
  if (next && shift.next && shift.now) return fact('next', t('wall.next', { time: at(shift.next.from) }), person(shift.next.name))
  const call = shift.now ?? onCall
  if (call) return fact('onCall', call.until >= FOR_GOOD ? t('wall.onCall') : t('wall.onCall.until', { time: at(call.until) }), person(call.name), shift.next && !next && shift.now ? t('wall.then', { name: person(shift.next.name) }) : '')
  return shift.next ? fact('onCall', t('wall.onCall'), t('wall.onCall.nobody'), t('wall.onCall.from', { name: person(shift.next.name), time: at(shift.next.from) })) : null
}

/** The last page, however long ago; where none is remembered, since when there was none. */
export const lastPageOf = ({ lastPages }: Pick<AppState['meta'], 'lastPages'>, environment: string, now: number, zone: Zone): Fact => {
  const last = Object.hasOwn(lastPages.of, environment) ? lastPages.of[environment]! : null
  if (!last) return fact('page', t('wall.page'), t('wall.page.none'), t('common.since', { time: moment(Math.min(lastPages.since, now), now, zone) }))
  const what = [last.service === null ? '' : clean(last.service, { max: 40 }), last.endedAt === null ? '' : duration(last.endedAt - last.startedAt)].filter(Boolean).join(', ')
  return fact('page', t('wall.page'), t('wall.ago', { age: duration(now - last.openedAt) }), what)
}

/** What was changed last in the twelve hours before; null: nothing. */
export const lastChangeOf = ({ changes }: Pick<AppState, 'changes'>, environment: string, now: number, zone: Zone): Fact | null => {
  const [last] = recentChanges(changes, environment, now)
  return last ? fact('change', t('wall.change'), t('wall.change.value', { service: clean(last.service, { max: 40 }), time: moment(last.at, now, zone) }), clean(last.what, { max: 40 })) : null
}

/** What there is besides what leads. `name` says whether it fires, is out of sight, or some of each. */
export interface Also { readonly name: string; readonly pages: number; readonly list: readonly { readonly severity: Severity; readonly count: number }[] }

/** What fires and what cannot be seen besides what leads, worst first, and how many other pages ask; what asks for nobody only where nothing leads. */
export const alsoOf = ({ situation, counts, unseen, rows }: Pick<Watched, 'situation' | 'counts' | 'unseen' | 'rows'>): Also => {
  const leads = situation.is === 'trouble' || situation.is === 'page'
  const lead = situation.is === 'trouble' ? situation.incident.severity : situation.is === 'page' && situation.alert?.state === 'firing' ? situation.alert.severity : null
  const dark = situation.is === 'page' ? rows.filter((r) => r.health === 'unknown' && situation.page.unseen.includes(`service:${r.service.key}`)).length : 0
  const own = Math.min(dark, unseen)
  const list = SEVERITIES.filter((s) => s !== 'info' || !leads)
    .map((severity) => ({ severity, count: counts[severity] - (severity === lead ? 1 : 0) - (severity === 'unknown' ? own : 0) })).filter(({ count }) => count > 0)
  const pages = situation.is === 'page' ? situation.more : 0
  const all = list.reduce((sum, { count }) => sum + count, 0)
  const name = t(pages > 0 || (unseen > own && all > unseen - own) ? 'wall.also.mixed' : unseen > own ? 'wall.also.unseen' : 'wall.also')
  return { name, pages, list }
}

/** Units of one fact: its name, its value, its note, and the room to the next. */
const LINES = { name: 34, value: 48, note: 34, gap: 18 } as const
const heightOf = ({ note }: Pick<Fact, 'note'>): number => LINES.name + LINES.value + (note === '' ? 0 : LINES.note) + LINES.gap
/** Of the age of the data, which is never left out. */
export const DATA_HEIGHT = heightOf({ note: 'a source that is silent' })
export const PLAIN_HEIGHT = heightOf({ note: '' })
/** So many facts are wanted first, whatever else there is. */
const WANTED = 2
/** What is never left out beside the graph: the first with its note and the second, what else there is, and the age of the data. */
export const LEAST_HEIGHT = heightOf({ note: 'who is next' }) + PLAIN_HEIGHT + PLAIN_HEIGHT + DATA_HEIGHT

/** As many facts as there is room for, the first ones longest: where it is short, those beyond the first two go, the last one's note before itself; then notes before facts. */
export const fitting = (facts: readonly Fact[], room: number): readonly Fact[] => {
  const out = [...facts]
  const used = (): number => out.reduce((sum, f) => sum + heightOf(f), 0)
  for (let i = out.length - 1; i >= 0 && used() > room; i--) {
    out[i] = { ...out[i]!, note: '' }
    if (i >= WANTED && used() > room) out.pop()
  }
  while (out.length > 0 && used() > room) out.pop()
  return out
}
