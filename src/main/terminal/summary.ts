import { summaryOf, type Alert } from '@shared/domain/alert'
import { isFresh } from '@shared/domain/freshness'
import type { Severity } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { duration } from '@shared/text/format'
import { failureText } from '@shared/text/failure'
import { byWorst } from '@shared/domain/worst-first'
import { exitCode, stateDocument } from './document'
import { alertText, MOST_LINES, noticeText, sourceText, word, type Line } from './lines'

const NAMES_SHOWN = 10
const nameList = (names: readonly string[]): string => [...names.slice(0, NAMES_SHOWN).map((name) => clean(name, { max: 80 })), ...(names.length > NAMES_SHOWN ? [t('terminal.more.lines', { count: names.length - NAMES_SHOWN })] : [])].join(', ')

/** What is watched, said once at the start. */
export const startLine = (state: AppState): string => {
  const names = Object.values(state.sources).map((source) => source.name)
  return t('terminal.watching', { count: names.length, names: nameList(names) })
}

/** Alerts that would read alike, such as those of many pods, in the order given. */
const grouped = (alerts: readonly Alert[]): readonly (readonly [Alert, ...(readonly Alert[])])[] => {
  const groups = new Map<string, [Alert, ...Alert[]]>()
  for (const alert of alerts) {
    const key = JSON.stringify([alert.severity, alert.name, alert.service, alert.environment, summaryOf(alert), alert.sources])
    const group = groups.get(key)
    if (group) group.push(alert); else groups.set(key, [alert])
  }
  return [...groups.values()]
}

const TONES = { 0: 'quiet', 1: 'warning', 2: 'critical', 3: 'unknown' } as const

/** One look for people: what `exitCode` says in a sentence with its proof, then what cannot be seen, then what fires. */
export const summaryLines = (state: AppState, now: number): readonly Line[] => {
  const tone = TONES[exitCode(state, now)]
  const firing = Object.values(state.alerts).filter((alert) => alert.state === 'firing').sort(byWorst)
  const of = (severity: Severity): number => firing.filter((alert) => alert.severity === severity).length
  const sources = Object.values(state.sources)
  const trusted = (id: string): boolean => isFresh(state.ages[id], now)
  const answered = sources.filter((source) => source.health === 'ok' && trusted(source.id))
  const oldest = Math.min(...answered.map((source) => state.ages[source.id]?.successAt ?? now))
  const loud = of('critical') + of('warning') + of('unknown') > 0
  const lead = loud ? t('terminal.summary.firing', { critical: of('critical'), warning: of('warning'), unknown: of('unknown'), info: of('info') })
    : t(tone === 'unknown' ? 'terminal.summary.blind' : 'terminal.summary.quiet')
  const proof = sources.length ? t('terminal.summary.sources', { answered: answered.length, count: sources.length, age: answered.length ? duration(now - oldest) : 'none' }) : t('terminal.summary.nothing')
  const alike = grouped(firing)
  const unseen = stateDocument(state, now).services.filter((service) => service.health === 'unknown').map((service) => `${service.environment}/${service.name}`)
  return [
    { tone, word: word(tone === 'quiet' ? 'ok' : tone), text: `${lead} ${proof}` },
    ...Object.values(state.notices).map((notice): Line => ({ tone: notice.severity, word: word(notice.severity), text: noticeText(notice) })),
    ...sources.filter((source) => !answered.includes(source)).map((source): Line => ({
      tone: 'unknown', word: word('unknown'), text: source.health === 'ok' ? failureText({ code: 'stalled', values: {} }, clean(source.name, { max: 80 })) : sourceText(source)
    })),
    ...(unseen.length ? [{ tone: 'unknown', word: word('unknown'), text: t('terminal.summary.services', { unknown: unseen.length, names: nameList(unseen) }) } as const] : []),
    ...alike.slice(0, MOST_LINES).map(([alert, ...same]): Line => ({ tone: alert.severity, word: word(alert.severity), text: same.length ? t('terminal.summary.alike', { text: alertText(state, alert), count: same.length + 1 }) : alertText(state, alert) })),
    ...(alike.length > MOST_LINES ? [{ tone: 'quiet', word: '', text: t('terminal.more.lines', { count: alike.slice(MOST_LINES).flat().length }) } as const] : [])
  ]
}
