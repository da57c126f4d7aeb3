import { assertNever } from '@shared/domain/assert-never'
import type { JournalEntry, NamedAlert } from '@shared/domain/journal'
import type { Place } from '@shared/contract/bridge'
import { alertsOf } from '@shared/domain/journal-about'
import { SEVERITIES } from '@shared/domain/severity'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { clock, duration, moment, span, type Zone } from '@shared/text/format'
import { reasonText } from '@shared/text/reason'
import type { Hold, IconName, Tone } from '../../ui'

/** An entry in words: a sentence, and what may be said besides. */
export interface EntryWords { readonly says: string; readonly more: string }

const short = (text: string): string => clean(text, { max: 300 })
/** A moment before an entry began is said when it lies further back than a poll or two. */
const OLD_MS = 90_000
const MOST_NAMES = 5

const names = (alerts: readonly NamedAlert[], count: number): string => {
  const shown = alerts.slice(0, MOST_NAMES)
  const list = shown.map((a) => short(a.name)).join(', ')
  return count > shown.length ? t('timeline.named', { names: list, count: count - shown.length }) : list
}
const severities = (counts: Readonly<Record<string, number>>): string =>
  t('timeline.severities', Object.fromEntries(SEVERITIES.map((s) => [s, counts[s] ?? 0]))).split('|').filter(Boolean).join(', ')

/** What a hook was told; a later version may tell more. */
const hookWhat = (event: string): string => {
  const key = `timeline.hook.${event}`
  return isMessageKey(key) ? t(key) : t('timeline.hook', { event: short(event) })
}

/** What an entry says; `sourceName` gives the name of a source by its id. */
export const wordsOf = (entry: JournalEntry, zone: Zone, sourceName: (id: string) => string): EntryWords => {
  const just = (says: string, more = ''): EntryWords => ({ says, more })
  switch (entry.type) {
    case 'began': {
      const name = short(entry.alert.name)
      if (entry.recovered) return just(t('timeline.says.began.recovered', { name, time: moment(entry.startedAt, entry.at, zone) }))
      return just(entry.at - entry.startedAt > OLD_MS ? t('timeline.says.began.since', { name, time: moment(entry.startedAt, entry.at, zone) }) : t('timeline.says.began', { name }))
    }
    case 'ended': {
      const [name, end] = [short(entry.alert.name), entry.endedAt ?? entry.at]
      const lasted = duration(end - entry.startedAt)
      return just(entry.recovered ? t('timeline.says.ended.recovered', { name, time: moment(end, entry.at, zone), duration: lasted }) : t('timeline.says.ended', { name, duration: lasted }))
    }
    case 'away': {
      const when = { from: moment(entry.from, entry.at, zone), to: clock(entry.to, zone) }
      const source = short(entry.name)
      if (entry.failure !== null) return just(t('timeline.says.away.failed', when), failureText(entry.failure, source))
      const by = t(entry.whole ? 'timeline.away.source' : 'timeline.away.part', { name: source })
      return just(t('timeline.says.away', { ...when, count: entry.count }), entry.count > 0 ? `${names(entry.named, entry.count)}. ${by}` : by)
    }
    case 'storm': return just(t(`timeline.says.storm.${entry.what}`, { count: entry.count, severities: severities(entry.severities) }), names(entry.named, entry.count))
    case 'decided': return just(t(`timeline.says.decided.${entry.route}`, { title: short(entry.title) }))
    case 'told': return just(t('timeline.says.told', { title: short(entry.title) }), reasonText(entry.reason, entry.rule))
    case 'shown': return just(entry.by ? t('timeline.says.shown.by', { title: short(entry.title), by: short(entry.by) }) : t('timeline.says.shown', { title: short(entry.title) }))
    case 'not-shown': return just(t('timeline.says.not-shown', { title: short(entry.title) }), reasonText(entry.reason, entry.rule))
    case 'suppressed': {
      // what would have been told names the service; the alert itself says more
      const title = short(entry.about?.name ?? entry.title)
      return just(entry.count > 1 ? t('timeline.many', { title, count: entry.count - 1 }) : title, reasonText(entry.reason, entry.rule))
    }
    case 'window': case 'released': case 'snooze-over': case 'reopened': case 'dropped': case 'quieted': return just(t(`timeline.says.${entry.type}`, { title: short(entry.title) }))
    case 'sound': return just(t(`timeline.says.sound.${entry.outcome}`, { title: short(entry.title) }), entry.detail ? short(entry.detail) : t('timeline.sound', { pattern: short(entry.pattern), level: entry.level }))
    case 'hook': return just(t(`timeline.says.hook.${entry.hook}`, { title: short(entry.title), what: hookWhat(entry.event), ok: entry.ok ? 'yes' : 'no' }), short(entry.detail))
    case 'seen': return just(t(`timeline.says.seen.${entry.how}`, { title: short(entry.title) }))
    case 'acknowledged': return just(t('timeline.says.acknowledged', { by: short(entry.by), title: short(entry.title) }), entry.where === '' ? t('timeline.acknowledged.local') : t('timeline.acknowledged.where', { where: short(sourceName(entry.where)) }))
    case 'snoozed': return just(t('timeline.says.snoozed', { title: short(entry.title), time: moment(entry.until, entry.at, zone) }))
    case 'passed': return just(entry.person === null ? t('timeline.says.passed.nobody', { title: short(entry.title) }) : t('timeline.says.passed', { title: short(entry.title), person: short(entry.person) }))
    case 'resolved': return just(t('timeline.says.resolved', { title: short(entry.title), duration: duration(entry.at - entry.startedAt) }))
    case 'blind': return entry.failure === null ? just(t('timeline.says.blind.unread', { name: short(entry.name) })) : just(t('timeline.says.blind', { name: short(entry.name) }), failureText(entry.failure, short(entry.name)))
    case 'back': return just(t('timeline.says.back', { name: short(entry.name), duration: duration(entry.at - entry.since) }))
    case 'buddy-gone': return just(t(`timeline.says.buddy.${entry.how}`, { name: short(entry.name), time: moment(entry.since, entry.at, zone) }))
    case 'buddy-back': return just(t('timeline.says.buddy.back', { name: short(entry.name), duration: duration(entry.at - entry.since) }))
    case 'delivery': return entry.able ? just(t('timeline.says.delivery.able'), short(entry.by)) : just(t('timeline.says.delivery.unable'), short(entry.detail))
    case 'paused': return just(t('timeline.says.paused', { time: moment(entry.until, entry.at, zone) }))
    case 'unpaused': case 'stopped': case 'suspended': return just(t(`timeline.says.${entry.type}`))
    case 'armed': return just(t('timeline.says.armed', { time: moment(entry.until, entry.at, zone) }), t(`timeline.watch.${entry.by}`))
    case 'disarmed': return just(t('timeline.says.disarmed'), t(`timeline.watch.${entry.by}`))
    case 'tested': return just(t('timeline.says.tested', { good: entry.good ? 'yes' : 'no' }), short(`${entry.notification} ${entry.sound}`))
    case 'threatened': case 'unthreatened': return just(t(`timeline.says.${entry.type}`, { check: t(`watch.check.${entry.check}`) }), short(entry.detail))
    case 'digest': return just(t('timeline.says.digest', { fired: entry.fired, paged: entry.paged, open: entry.open, unseen: entry.unseen ?? 0 }))
    case 'started': return just(t('timeline.says.started', { version: short(entry.version) }))
    case 'gap': return just(t(`timeline.says.gap.${entry.why}`, span(entry.from, entry.at, zone)), t(`timeline.gap.${entry.why}`))
    default: return assertNever(entry)
  }
}

/** How an entry is marked: by what was wrong, else by what was done. */
export const markOf = (entry: JournalEntry): { readonly tone: Tone; readonly hold: Hold } | { readonly icon: IconName } => {
  switch (entry.type) {
    case 'began': return { tone: entry.alert.severity, hold: 'open' }
    case 'storm': return entry.what === 'ended' ? { tone: 'ok', hold: 'open' } : { tone: SEVERITIES.find((s) => entry.severities[s] > 0) ?? 'unknown', hold: 'open' }
    case 'away': return entry.failure === null && entry.whole ? { tone: SEVERITIES.find((s) => entry.named.some((a) => a.severity === s)) ?? 'ok', hold: 'open' } : { tone: 'unknown', hold: 'open' }
    case 'ended': case 'resolved': case 'back': case 'buddy-back': return { tone: 'ok', hold: 'open' }
    case 'decided': case 'released': case 'snooze-over': case 'reopened': case 'passed': return { tone: entry.severity, hold: 'open' }
    case 'acknowledged': return { tone: entry.severity, hold: 'held' }
    case 'snoozed': case 'paused': return { icon: 'pause' }
    case 'unpaused': return { icon: 'play' }
    case 'armed': case 'disarmed': case 'digest': return { icon: 'moon' }
    case 'tested': return entry.good ? { icon: 'moon' } : { tone: 'warning', hold: 'open' }
    case 'threatened': return { tone: 'warning', hold: 'open' }
    case 'unthreatened': return { tone: 'ok', hold: 'open' }
    case 'blind': case 'gap': case 'buddy-gone': return { tone: 'unknown', hold: 'open' }
    case 'not-shown': case 'suppressed': case 'dropped': case 'quieted': return { icon: 'mute' }
    case 'seen': return { icon: 'person' }
    case 'delivery': return entry.able ? { icon: 'alerts' } : { icon: 'mute' }
    case 'told': case 'shown': case 'window': case 'sound': return { icon: 'alerts' }
    case 'hook': return { icon: 'external' }
    case 'started': case 'stopped': case 'suspended': return { icon: 'pc' }
    default: return assertNever(entry)
  }
}

/** The environment an entry is about; null: none. */
export const environmentOfEntry = (entry: JournalEntry): string | null =>
  ('environment' in entry ? entry.environment : 'alert' in entry ? entry.alert.environment : 'about' in entry && entry.about !== null ? entry.about.environment : null)

/** Where Enter leads; null: nowhere. */
export const placeOf = (entry: JournalEntry): Place | null => {
  if (entry.type === 'blind' || entry.type === 'back') return { view: 'sources', item: entry.source }
  if (entry.type === 'buddy-gone' || entry.type === 'buddy-back') return { view: 'oncall', item: null }
  if (entry.type === 'storm' || entry.type === 'away') return { view: 'alerts', item: null }
  const [alert] = alertsOf(entry)
  return alert === undefined ? null : { view: 'alerts', item: alert }
}
