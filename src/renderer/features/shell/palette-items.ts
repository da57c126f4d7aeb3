import type { Bridge, Place } from '@shared/contract/bridge'
import type { Done } from '@shared/contract/commands'
import type { WallsView } from '@shared/domain/display'
import type { StartupView } from '@shared/domain/startup'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { wallOffers, type WallOffer } from '@shared/text/wall-offers'
import type { Environment } from '@shared/domain/environment'
import { alertTitle, compareAlerts } from '../../state/select/alerts'
import { environmentOf } from '../../state/select/environments'
import { serviceRows } from '../../state/select/services'
import type { Hold, Tone } from '../../ui'
import type { Room } from './rooms'

/** Something to jump to, or to do. */
export interface Target {
  readonly id: string
  readonly kind: 'screen' | 'service' | 'alert' | 'source' | 'wall' | 'garda'
  readonly name: string
  /** Also searched, behind the name. */
  readonly more: string
  readonly tone: Tone | null
  readonly hold: Hold
  readonly environment: Environment | null
  /** Null: `acts` are done, or `does`. */
  readonly place: Place | null
  readonly acts?: WallOffer['acts']
  readonly does?: (bridge: Bridge) => Promise<Done>
}

/** All that can be jumped to, most important first within its kind. */
export const targetsOf = (state: AppState, rooms: readonly Room[], fresh: ReadonlySet<string>, exists: (view: Place['view']) => boolean): readonly Target[] => {
  const services = exists('service') ? serviceRows(state, null, fresh) : []
  const alerts = exists('alerts') ? Object.values(state.alerts).sort(compareAlerts) : []
  const sources = exists('sources') ? Object.values(state.sources) : []
  return [
    ...services.map((row): Target => ({
      id: `service ${row.service.key}`, kind: 'service', name: clean(row.service.name, { max: 80 }), more: clean(row.service.owner ?? '', { max: 80 }), tone: row.health, hold: row.held ? 'held' : 'open',
      environment: environmentOf(state.environments, row.service.environment), place: { view: 'service', item: row.service.key }
    })),
    ...alerts.map((alert): Target => ({
      id: `alert ${alert.id}`, kind: 'alert', name: clean(alertTitle(alert), { max: 120 }), more: clean([alert.service, alert.name].filter(Boolean).join(' '), { max: 160 }), tone: alert.severity,
      hold: alert.held ? 'held' : alert.state === 'pending' ? 'pending' : 'open', environment: environmentOf(state.environments, alert.environment), place: { view: 'alerts', item: alert.id }
    })),
    ...sources.map((source): Target => ({
      id: `source ${source.id}`, kind: 'source', name: clean(source.name, { max: 80 }), more: clean(source.address, { max: 120 }), tone: fresh.has(source.id) ? 'ok' : 'unknown', hold: 'open', environment: null, place: { view: 'sources', item: source.id }
    })),
    ...rooms.map((room): Target => ({ id: `screen ${room.view}`, kind: 'screen', name: room.title, more: t('app.name'), tone: null, hold: 'open', environment: null, place: { view: room.view, item: null } }))
  ]
}

/** What can be done with walls. */
export const wallTargets = (view: WallsView | null): readonly Target[] => (view === null ? [] : wallOffers(view).map(({ label, acts }): Target => ({
  id: `wall ${label}`, kind: 'wall', name: label, more: t('shell.palette.wall'), tone: null, hold: 'open', environment: null, place: null, acts
})))

/** What can be done with Garda itself. */
export const gardaTargets = (startup: StartupView | null, updated: boolean): readonly Target[] => {
  const target = (id: string, name: string, does: Target['does'] & object): Target => ({ id: `garda ${id}`, kind: 'garda', name, more: t('app.name'), tone: null, hold: 'open', environment: null, place: null, does })
  return [
    ...(startup?.state === 'on' ? [target('off', t('palette.startup.off'), (bridge) => bridge.startAtLogin(false))] : []),
    ...(startup?.state === 'off' ? [target('on', t('palette.startup.on'), (bridge) => bridge.startAtLogin(true))] : []),
    ...(updated ? [target('update', t('palette.update'), (bridge) => bridge.restart())] : [])
  ]
}

/** How well a name fits what was typed; lower is better, null: not at all. All words must fit. */
const fit = (target: Target, words: readonly string[]): number | null => {
  const name = target.name.toLowerCase()
  const all = `${name} ${target.more.toLowerCase()}`
  let score = 0
  for (const word of words) {
    if (name.startsWith(word)) continue
    const at = name.indexOf(word)
    if (at > 0) { score += /[\s/_.:-]/.test(name[at - 1]!) ? 1 : 2; continue }
    if (!all.includes(word)) return null
    score += 4
  }
  return score
}

/** The targets that fit, best first, at most `most`. Nothing typed: what is in trouble, the screens, and what can be done with walls. */
export const find = (targets: readonly Target[], typed: string, most = 40): readonly Target[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return targets.filter((x) => x.kind === 'screen' || x.kind === 'wall' || (x.kind === 'service' && x.tone !== 'ok')).slice(-most)
  const scored: { readonly target: Target; readonly score: number }[] = []
  for (const target of targets) { const score = fit(target, words); if (score !== null) scored.push({ target, score }) }
  return scored.sort((a, b) => a.score - b.score).slice(0, most).map((s) => s.target)
}
