import type { Alert } from '@shared/domain/alert'
import { isFresh } from '@shared/domain/freshness'
import type { Service } from '@shared/domain/service'
import type { SourceStatus } from '@shared/domain/source'
import { threatsOf, type Checked } from '@shared/domain/night-watch'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, duration, type Zone } from '@shared/text/format'
import { threatWords } from './pager/watch-words'
import type { TrayIcon, TrayModel } from '../ports/tray'

/** All that the tray tells of, gathered from the state. */
interface Facts {
  /** Firing and critical, development left out: it never pages anybody. */
  readonly critical: readonly Alert[]
  /** Firing and worth a person's day: warnings, severities that cannot be read, and what is critical in development. */
  readonly warning: readonly Alert[]
  readonly unseen: readonly Service[]
  /** Sources that do not answer in full, or not in time. */
  readonly blind: readonly SourceStatus[]
  readonly sources: number
  readonly pausedUntil: number | null
  /** What could swallow a page tonight. */
  readonly threats: readonly Checked[]
}

/**
 * The state in one picture and a few words (LOOK.md, Tray). Worst wins: a critical nobody has, a tier 1 service that cannot be seen, a warning,
 * a critical somebody has, anything else that cannot be seen, paused, quiet. Quiet is a claim: every source is fresh and whole, every service seen.
 * Freshness lapses by itself, so ask again as time goes by. `zone` is for the times it names.
 */
export const trayModel = (state: AppState, now: number, zone: Zone = 'local'): TrayModel => {
  const facts = gather(state, now)
  const icon = iconOf(facts)
  const count = icon === 'critical' || icon === 'held' ? facts.critical.length : 0
  const sentences = [
    criticalWords(facts.critical), threatenedWords(facts.threats), unseenWords(facts), warningWords(facts.warning), icon === 'quiet' || icon === 'paused' ? quietWords(facts) : '',
    facts.pausedUntil === null ? '' : t('tray.paused', { time: clock(facts.pausedUntil, zone) }), state.meta.delivery.able ? '' : t('tray.undeliverable'), ageWords(state, now)
  ].filter((sentence) => sentence !== '')
  return { icon, count, tooltip: (state.meta.mode === 'demo' ? [t('tray.demo'), ...sentences] : sentences).join(' '), paused: facts.pausedUntil !== null, armed: state.meta.watch.kept ? state.meta.watch.armed !== null : null }
}

const gather = (state: AppState, now: number): Facts => {
  const firing = Object.values(state.alerts).filter((alert) => alert.state === 'firing')
  const pages = (alert: Alert): boolean => alert.severity === 'critical' && state.environments[alert.environment]?.kind !== 'development'
  const sources = Object.values(state.sources)
  const { pausedUntil } = state.meta
  return {
    critical: firing.filter(pages),
    warning: firing.filter((alert) => !pages(alert) && alert.severity !== 'info'),
    unseen: Object.values(state.services).filter(({ health }) => health === 'unknown'),
    blind: sources.filter(({ id, health }) => health !== 'ok' || !isFresh(state.ages[id], now)),
    sources: sources.length,
    pausedUntil: pausedUntil !== null && pausedUntil > now ? pausedUntil : null,
    threats: threatsOf(state.meta.watch).filter(({ check }) => check !== 'lock' && check !== 'telling')
  }
}

const iconOf = ({ critical, warning, unseen, blind, sources, pausedUntil, threats }: Facts): TrayIcon => {
  if (critical.some(({ held }) => held === null)) return 'critical'
  if (unseen.some(({ tier }) => tier === 1)) return 'unknown'
  if (warning.length > 0 || threats.length > 0) return 'warning'
  if (critical.length > 0) return 'held'
  if (unseen.length > 0 || blind.length > 0 || sources === 0) return 'unknown'
  return pausedUntil === null ? 'quiet' : 'paused'
}

/** "3 critical in production, 1 elsewhere, Mira has 1." */
const criticalWords = (alerts: readonly Alert[]): string => {
  if (alerts.length === 0) return ''
  const places = new Map<string, number>()
  for (const { environment } of alerts) places.set(environment, (places.get(environment) ?? 0) + 1)
  const [place, count] = [...places].reduce((most, next) => (next[1] > most[1] || (next[1] === most[1] && next[0] < most[0]) ? next : most))
  const held = alerts.flatMap((alert) => alert.held ?? [])
  const holders = [...new Set(held.map(({ by }) => by))]
  const who = holders.length === 0 ? '' : holders.length === 1 ? t('tray.heldBy', { who: word(holders[0] ?? ''), count: held.length }) : t('tray.held', { count: held.length })
  return t('tray.sentence', { words: [t('tray.critical', { count, environment: word(place) }), count < alerts.length ? t('tray.elsewhere', { count: alerts.length - count }) : '', who].filter(Boolean).join(', ') })
}

/** A source that is blind explains the services it no longer shows, so it is named first. */
const unseenWords = ({ blind, unseen, sources }: Facts): string => {
  if (sources === 0) return t('tray.noSources')
  const [source] = blind
  const service = [...unseen].sort((a, b) => (a.tier ?? 9) - (b.tier ?? 9) || (a.name < b.name ? -1 : 1))[0]
  return [
    source === undefined ? '' : t('tray.blind', { source: word(source.name), more: blind.length - 1 }),
    service === undefined ? '' : t('tray.unseen', { service: word(service.name), more: unseen.length - 1 })
  ].filter(Boolean).join(' ')
}

const warningWords = (alerts: readonly Alert[]): string => (alerts.length === 0 ? '' : t('tray.warning', { count: alerts.length }))
const threatenedWords = (threats: readonly Checked[]): string => (threats.length === 0 ? '' : t('tray.threatened', { threats: threatWords(threats) }))
const quietWords = ({ sources }: Facts): string => t('tray.quiet', { count: sources })

/** So often it is told anew how old that is: each time goes to the panel, which draws it, whether somebody looks or not. */
const STEP_MS = 5_000
/** The oldest data counts: the picture is no younger than that. */
const ageWords = (state: AppState, now: number): string => {
  const answered = Object.keys(state.sources).flatMap((id) => state.ages[id]?.successAt ?? [])
  return answered.length === 0 ? '' : t('tray.age', { age: duration(Math.ceil((now - Math.min(...answered)) / STEP_MS) * STEP_MS) })
}

const word = (text: string): string => clean(text, { max: 40 })
