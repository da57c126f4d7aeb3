import type { Alert } from '@shared/domain/alert'
import type { JournalEntry } from '@shared/domain/journal'
import { MOST_IN_DIGEST, type DigestAlert, type NightDigest } from '@shared/domain/night-watch'
import { severityRank } from '@shared/domain/severity'
import { isAcknowledgement } from '@shared/domain/silence'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, duration, type Zone } from '@shared/text/format'
import type { Words } from '../notify-words'
import { UNSEEN_MS, unseenOfNight } from './night-unseen'

export interface DigestSpan {
  readonly from: number
  readonly to: number
  readonly now: number
  /** When this day ends: silences that end until then are told. */
  readonly dayEnd: number
  /** Not all of the journal could be read. */
  readonly partial: boolean
}

type Entry<T extends JournalEntry['type']> = Extract<JournalEntry, { type: T }>
const of = <T extends JournalEntry['type']>(entries: readonly JournalEntry[], ...types: readonly T[]): Entry<T>[] =>
  entries.filter((entry): entry is Entry<T> => (types as readonly string[]).includes(entry.type))

const worstFirst = (alerts: readonly DigestAlert[]): readonly DigestAlert[] =>
  [...alerts].sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.at - b.at || (a.id < b.id ? -1 : 1)).slice(0, MOST_IN_DIGEST)

/** A night in figures and names: what the journal says of it, and what stands now. Pure; entries in any order. */
export const digestOf = (entries: readonly JournalEntry[], { alerts, silences, pages: all, sources }: Pick<AppState, 'alerts' | 'silences' | 'pages' | 'sources'>, { from, to, now, dayEnd, partial }: DigestSpan): NightDigest => {
  const night = entries.filter((e) => e.at >= from && e.at <= now)
  const began = new Map<string, DigestAlert>()
  const ended = new Map<string, DigestAlert>()
  for (const { at, alert } of of(night, 'began')) if (at < (began.get(alert.id)?.at ?? Infinity)) began.set(alert.id, { ...alert, at })
  for (const { at, alert } of of(night, 'ended')) if (at > (ended.get(alert.id)?.at ?? -Infinity)) ended.set(alert.id, { ...alert, at })
  let [stormBegan, stormEnded] = [0, 0]
  // who had it when it ended took it, whenever that was
  const taken = new Set([...of(entries, 'acknowledged').flatMap((e) => [...e.alerts, ...(e.lead === null ? [] : [e.lead])]), ...of(night, 'ended').flatMap((e) => (e.by === undefined ? [] : [e.alert.id])), ...of(night, 'storm').flatMap((e) => e.had ?? [])])
  for (const { at, what, count, named, hadMore = 0 } of of(night, 'storm')) {
    const into = what === 'began' ? began : ended
    for (const alert of named) if (!into.has(alert.id)) into.set(alert.id, { ...alert, at })
    if (what === 'began') stormBegan += count - named.length
    else stormEnded += count - named.length - hadMore
  }
  const byThemselves = [...ended.values()].filter(({ id }) => !taken.has(id) && !isFiring(alerts[id]))
  const holders = holdersOf(night)
  const rang = new Set(of(night, 'sound', 'hook').map((e) => e.page))
  // what was open before, or called over, and called that night is of that night as well
  const called = of(night, 'decided', 'reopened', 'released', 'snooze-over', 'window', 'passed')
    .filter((e) => (e.type === 'decided' ? e.route === 'page' : e.type === 'window' || e.type === 'passed' || rang.has(e.page)))
  const pages = new Map(called.sort((a, b) => b.at - a.at).map((e) => [e.page, e]))
  const open = Object.values(alerts).filter((a) => isFiring(a) && a.severity !== 'info').map(rowOf)
  const ending = Object.values(silences).filter((s) => s.state === 'active' && s.endsAt > now && s.endsAt <= dayEnd && !isAcknowledgement(s)).sort((a, b) => a.endsAt - b.endsAt)
  return {
    from, to,
    fired: { count: began.size + stormBegan, alerts: worstFirst([...began.values()]) },
    paged: {
      count: pages.size,
      pages: [...pages.values()].sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.at - b.at).slice(0, MOST_IN_DIGEST)
        .map((e) => ({ id: e.page, title: e.title, severity: e.severity, at: e.at, by: holders.get(e.page) ?? null }))
    },
    resolved: { count: byThemselves.length + stormEnded, alerts: worstFirst(byThemselves) },
    open: { count: open.length, alerts: worstFirst(open) },
    silences: {
      count: ending.length,
      list: ending.slice(0, MOST_IN_DIGEST).map((s) => ({ id: s.id, comment: clean(s.comment, { max: 200 }), by: clean(s.createdBy, { max: 80 }), endsAt: s.endsAt }))
    },
    unseen: unseenOfNight(night, { alerts, pages: all, sources }, from, now),
    unwatchedMs: of(night, 'gap').reduce((sum, gap) => sum + Math.max(0, gap.at - Math.max(gap.from, from)), 0),
    partial, closed: false
  }
}

/** Who had each page last, of those that nobody has given back since. */
const holdersOf = (night: readonly JournalEntry[]): ReadonlyMap<string, string> => {
  const holders = new Map<string, string>()
  for (const e of of(night, 'acknowledged', 'released', 'reopened').sort((a, b) => a.at - b.at || a.n - b.n)) {
    if (e.type === 'acknowledged') holders.set(e.page, e.by)
    else holders.delete(e.page)
  }
  return holders
}

const isFiring = (alert: Alert | undefined): alert is Alert => alert?.state === 'firing'
const rowOf = ({ id, name, severity, service, environment, startsAt }: Alert): DigestAlert => ({ id, name: clean(name, { max: 300 }), severity, service, environment, at: startsAt })

/** Names fit on a desktop bubble; the rest is counted. */
const NAMES = 4

/** All that stands open in the morning: what fires, and pages of what does not. */
export const openIn = ({ open, unseen }: Pick<NightDigest, 'open' | 'unseen'>): number => open.count + unseen.pages.count

/** `Last night: 3 fired, 1 paged, 2 still open` / the worst that is open, what was not seen, what ended by itself, what ends today. `waited`: how many are told by it that waited for the morning. */
export const digestWords = (digest: NightDigest, waited: number, zone: Zone): Words => {
  const { fired, paged, resolved, open, silences, unseen, unwatchedMs, partial } = digest
  const names = [...new Set([...unseen.pages.list.map((p) => clean(p.title, { max: 100 })), ...open.alerts.map((a) => clean(a.service === null ? a.name : t('notify.nameAt', { name: a.name, service: a.service }), { max: 100 }))])].slice(0, NAMES)
  const all = openIn(digest)
  const lost = unseen.sources.list.slice(0, NAMES).map((s) => t('watch.digest.unseen.one', { name: clean(s.name, { max: 60 }), duration: duration(s.ms), still: s.still ? 'yes' : 'no' }))
  const quiet = unseen.sources.count > 0 ? 'watch.digest.quiet.blind' : unwatchedMs < UNSEEN_MS && !partial ? 'watch.digest.quiet' : 'watch.digest.quiet.unseen'
  const [first] = silences.list
  return {
    title: fired.count + paged.count + all === 0 ? t(quiet) : t('watch.digest.title', { fired: fired.count, paged: paged.count, open: all, seen: unseen.sources.list.some((s) => s.still) ? 'no' : 'yes' }),
    body: [
      names.length === 0 ? '' : t('watch.digest.open', { names: names.join(', '), more: Math.max(0, all - names.length) }),
      lost.length === 0 ? '' : t('watch.digest.unseen', { list: lost.join('; '), more: unseen.sources.count - lost.length }),
      waited === 0 ? '' : t('watch.digest.waited', { count: waited }),
      resolved.count === 0 ? '' : t('watch.digest.resolved', { count: resolved.count }),
      first === undefined ? '' : t('watch.digest.silences', { count: silences.count, time: clock(first.endsAt, zone) }),
      unwatchedMs < UNSEEN_MS ? '' : t('watch.digest.unwatched', { duration: duration(unwatchedMs) }),
      partial ? t('watch.digest.partial') : ''
    ].filter(Boolean).join(' '),
    open: t('notify.open')
  }
}
