import { clean } from '@shared/text/clean'
import { t, type MessageKey } from '@shared/text/catalogue'
import { clockSeconds, duration, type Zone } from '@shared/text/format'
import { failureText } from '@shared/text/failure'
import { firedFor, summaryOf, type Alert } from '@shared/domain/alert'
import type { Notice } from '@shared/domain/notice'
import type { Health, Service } from '@shared/domain/service'
import { severityRank, type Severity } from '@shared/domain/severity'
import type { SourceStatus } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'

/** A line for people: the word of its weight first, in capitals only for critical. */
export interface Line { readonly tone: Severity | 'quiet'; readonly word: string; readonly text: string }

/** More changes than this of one sort at once are counted, not listed. */
export const MOST_LINES = 20
const WORD_WIDTH = 8

const tidy = (text: string, max = 200): string => clean(text, { max })
export const word = (of: Severity | 'ok' | 'resolved'): string => t(`terminal.word.${of}` satisfies MessageKey)

/** The word, the rest, and colour on the word only: it is the second cue, and OK has none. */
export const lineText = (line: Line, colour: boolean): string => {
  const gap = ' '.repeat(Math.max(0, WORD_WIDTH - line.word.length) + 2)
  const code = COLOURS[line.tone]
  return `${colour && code ? `\u001b[${code}m${line.word}\u001b[0m` : line.word}${gap}${line.text}`
}
const COLOURS: Readonly<Record<Line['tone'], string>> = { critical: '1;97;41', warning: '33', unknown: '7', info: '36', quiet: '' }

const environmentWord = (state: AppState, name: string): string =>
  tidy(Object.hasOwn(state.environments, name) && state.environments[name]?.kind === 'production' ? name.toUpperCase() : name, 60)
export const whereOf = (state: AppState, service: string | null, environment: string): string =>
  service === null ? environmentWord(state, environment) : t('terminal.where', { service: tidy(service, 80), environment: environmentWord(state, environment) })
const sourceNames = (state: AppState, ids: readonly string[]): string => ids.map((id) => tidy((Object.hasOwn(state.sources, id) ? state.sources[id]?.name : undefined) ?? id, 80)).join(', ')

const suppressors = (alert: Alert): string => {
  const by = [
    ...(alert.silencedBy.length ? [t('terminal.by.silenced')] : []), ...(alert.inhibitedBy.length ? [t('terminal.by.inhibited')] : []), ...(alert.mutedBy.length ? [t('terminal.by.muted')] : [])
  ]
  return by.join(', ') || t('common.unknown')
}
export const alertText = (state: AppState, alert: Alert): string => t('terminal.alert', {
  state: alert.state === 'suppressed' ? t('terminal.alert.suppressed', { by: suppressors(alert) }) : t(alert.state === 'pending' ? 'terminal.alert.pending' : 'terminal.alert.firing'),
  name: tidy(alert.name, 120), where: whereOf(state, alert.service, alert.environment), sentence: tidy(summaryOf(alert)), sources: sourceNames(state, alert.sources)
})

export const sourceText = (source: SourceStatus): string => {
  const name = tidy(source.name, 80)
  if (source.failure) return `${failureText(source.failure, name)}${source.failure.code === 'sign-in-needed' ? ` ${t('signIn.terminal')}` : ''}`
  if (source.health === 'degraded') return t('terminal.source.degraded', { source: name, detail: source.warnings.flatMap((w) => [tidy(w.text), ...(w.failure ? [failureText(w.failure, name)] : [])]).join(' ') || t('common.none') })
  if (source.health === 'pending') return t('terminal.summary.pending', { source: name })
  return t('terminal.source.ok', { source: name, product: source.product ? tidy(`${source.product.name} ${source.product.version}`.trim(), 80) : 'none' })
}

/** Put into words only when it is among those shown. */
interface Weighted { readonly rank: number; readonly at: number; readonly tone: Line['tone']; readonly line: () => Pick<Line, 'word' | 'text'> }
/** The worst first, at most MOST_LINES; the rest as one line that says how many. */
const bounded = (lines: readonly Weighted[], more: (rest: readonly Weighted[]) => string): readonly Line[] => {
  const sorted = [...lines].sort((a, b) => a.rank - b.rank || a.at - b.at)
  const shown = sorted.slice(0, MOST_LINES).map((w): Line => ({ tone: w.tone, ...w.line() }))
  const rest = sorted.slice(MOST_LINES)
  const tone = rest[0]?.tone
  return tone === undefined ? shown : [...shown, { tone, word: tone === 'quiet' ? '' : word(tone), text: more(rest) }]
}

/** Rows that differ, by id: what was and what is. */
const changed = <T>(prev: Table<T>, next: Table<T>): readonly (readonly [T | undefined, T | undefined])[] => {
  if (prev === next) return []
  const of = (table: Table<T>, id: string): T | undefined => (Object.hasOwn(table, id) ? table[id] : undefined)
  return [...new Set([...Object.keys(prev), ...Object.keys(next)])].flatMap((id) => { const pair = [of(prev, id), of(next, id)] as const; return pair[0] === pair[1] ? [] : [pair] })
}
const QUIET_RANK = 9

const alertChanges = (prev: AppState, next: AppState, time: string): readonly Line[] => {
  const lines = changed(prev.alerts, next.alerts).flatMap(([before, after]): readonly Weighted[] => {
    if (after) {
      if (before && before.state === after.state && before.severity === after.severity) return []
      const tone = after.state === 'firing' ? after.severity : 'quiet'
      return [{ rank: tone === 'quiet' ? QUIET_RANK : severityRank(tone), at: after.startsAt, tone, line: () => ({ word: word(after.severity), text: `${time}  ${alertText(next, after)}` }) }]
    }
    if (!before) return []
    const over = Object.hasOwn(next.resolved, before.id) ? next.resolved[before.id] : undefined
    const values = () => ({ name: tidy(before.name, 120), where: whereOf(next, before.service, before.environment) })
    return [over
      ? {
          rank: QUIET_RANK, at: before.startsAt, tone: 'quiet',
          line: () => ({ word: word('resolved'), text: `${time}  ${t('terminal.alert.resolved', { ...values(), duration: duration(firedFor(over, over.startsAt)), sources: sourceNames(next, over.sources) })}` })
        }
      : { rank: QUIET_RANK, at: before.startsAt, tone: 'unknown', line: () => ({ word: word('unknown'), text: `${time}  ${t('terminal.alert.gone', values())}` }) }]
  })
  return bounded(lines, (rest) => t('terminal.more.alerts', { count: rest.length, critical: rest.filter((w) => w.tone === 'critical').length }))
}

/** What a warning says, without the numbers that every poll may change and the two words that may bow to them; a host's own digits stay. */
const withoutNumbers = (text: string): string => text.replace(/(?<![\w.:-])\d+(?:[.,]\d+)*(?![\w:-]|\.\d)( [a-z]+){0,2}/g, '#')
const warningsOf = (source: SourceStatus): string =>
  JSON.stringify(source.warnings.map((w) => [w.part, w.blinds, w.failure?.code ?? null, withoutNumbers(w.text)]))
const asBefore = (before: SourceStatus, after: SourceStatus): boolean =>
  before.health === after.health && before.failure?.code === after.failure?.code && (before.warnings === after.warnings || warningsOf(before) === warningsOf(after))

const sourceChanges = (prev: AppState, next: AppState, time: string): readonly Line[] => {
  const told = (tone: Line['tone'], text: () => string): readonly Weighted[] =>
    [{ rank: tone === 'unknown' ? 0 : QUIET_RANK, at: 0, tone, line: () => ({ word: word(tone === 'quiet' ? 'ok' : tone), text: `${time}  ${text()}` }) }]
  const lines = changed(prev.sources, next.sources).flatMap(([before, after]): readonly Weighted[] => {
    if (!after) return before ? told('info', () => t('terminal.source.removed', { source: tidy(before.name, 80) })) : []
    if (!before && after.health === 'pending') return told('info', () => t('terminal.source.added', { source: tidy(after.name, 80) }))
    if (after.health === 'pending' || (before && asBefore(before, after))) return []
    return told(after.health === 'ok' ? 'quiet' : 'unknown', () => sourceText(after))
  })
  return bounded(lines, (rest) => t('terminal.more.sources', { count: rest.length }))
}

const HEALTH_RANK: Readonly<Record<Health, number>> = { critical: 0, unknown: 1, warning: 2, ok: QUIET_RANK }
const serviceChanges = (prev: AppState, next: AppState, time: string): readonly Line[] => {
  const lines = changed<Service>(prev.services, next.services).flatMap(([before, after]): readonly Weighted[] => {
    // What is new is told by its source and its alerts.
    if (!before || !after || before.health === after.health) return []
    const health = (h: Health): string => t(`terminal.health.${h}` satisfies MessageKey)
    return [{
      rank: HEALTH_RANK[after.health], at: 0, tone: after.health === 'ok' ? 'quiet' : after.health,
      line: () => ({ word: word(after.health), text: `${time}  ${t('terminal.service', { where: whereOf(next, after.name, after.environment), health: health(after.health), before: health(before.health) })}` })
    }]
  })
  return bounded(lines, (rest) => t('terminal.more.services', { count: rest.length }))
}

export const noticeText = (notice: Notice): string =>
  t(`notice.${notice.code}` satisfies MessageKey, Object.fromEntries(Object.entries(notice.values).map(([key, value]) => [key, typeof value === 'string' ? tidy(value, 300) : value])))
const noticeChanges = (prev: AppState, next: AppState, time: string): readonly Line[] =>
  changed<Notice>(prev.notices, next.notices).flatMap(([before, after]) =>
    after && (!before || before.at !== after.at || noticeText(before) !== noticeText(after)) ? [{ tone: after.severity, word: word(after.severity), text: `${time}  ${noticeText(after)}` }] : [])

/** What a person should read of the way from one state to the next: notices, alerts, sources, services; the worst of each first. */
export const changeLines = (prev: AppState, next: AppState, now: number, zone: Zone): readonly Line[] => {
  const time = clockSeconds(now, zone)
  return [...noticeChanges(prev, next, time), ...alertChanges(prev, next, time), ...sourceChanges(prev, next, time), ...serviceChanges(prev, next, time)]
}
