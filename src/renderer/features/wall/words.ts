import { summaryOf, type Alert } from '@shared/domain/alert'
import type { Environment } from '@shared/domain/environment'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, clockSeconds, duration, moment, type Zone } from '@shared/text/format'
import { alertTitle, shortImpact } from '../../state/select/alerts'
import type { ServiceRow } from '../../state/select/services'
import { sourceName } from '../../state/select/sources'
import { environmentShout } from '../../ui'
import { newestAnswer, type Situation } from './situation'

/** A piece of the line under the headline; `strong` is what the eye looks for. */
export interface Piece { readonly text: string; readonly strong: boolean }
const strong = (text: string): Piece => ({ text, strong: true })
const weak = (text: string): Piece => ({ text, strong: false })

const MOST_TITLE = 90
const TODAY_MS = 18 * 3_600_000
/** The day is said only where the clock alone could mean another. */
const when = (at: number, now: number, zone: Zone): string => (now - at < TODAY_MS ? clock(at, zone) : moment(at, now, zone))

/** The state in a few words: what readers feel where somebody wrote it, else what broke. */
export const headlineOf = (situation: Situation): string => {
  switch (situation.is) {
    case 'stopped': return t('wall.stopped')
    case 'blind': return t('wall.blind')
    case 'nothing': return situation.wanted === null ? t('wall.nothing') : t('wall.nothing.environment', { name: clean(situation.wanted, { max: 40 }) })
    case 'unsure': return t('wall.unsure')
    case 'quiet': return t('wall.quiet')
    // what it was told as, once nothing of it fires
    case 'page': return situation.alert?.state === 'firing' ? alertWords(situation.alert) : clean(situation.page.title, { max: MOST_TITLE })
    case 'trouble': return alertWords(situation.alert)
  }
}
const alertWords = (alert: Alert): string => {
  const impact = alert.annotations['impact']
  if (impact) return clean(shortImpact(impact), { max: MOST_TITLE })
  const says = summaryOf(alert)
  return clean(says.length <= MOST_TITLE / 2 ? says : alertTitle(alert), { max: MOST_TITLE })
}

export interface Known extends Pick<AppState, 'sources' | 'ages'> { readonly rows: readonly ServiceRow[] }

/** How long, and where it comes from; of what is quiet, the proof. */
export const underlineOf = (situation: Situation, { rows, sources, ages }: Known, now: number, zone: Zone): readonly Piece[] => {
  switch (situation.is) {
    case 'stopped': return [weak(t('wall.since')), strong(clockSeconds(situation.since, zone)), weak(t('wall.stopped.more'))]
    case 'blind': {
      const { tellers } = situation
      const since = newestAnswer(ages, tellers)
      const who = tellers.length === 1 ? t('wall.blind.one', { name: clean(sourceName({ sources }, tellers[0]!), { max: 40 }) }) : t('wall.blind.all', { count: tellers.length })
      return [strong(who), ...(since === null ? [weak(t('wall.blind.never'))] : [weak(t('wall.blind.since')), strong(when(since, now, zone))])]
    }
    case 'nothing': return [weak(t('wall.nothing.more'))]
    case 'unsure': return situation.unseen.length === 0 ? [weak(t('wall.unsure.none'))] : [strong(clean(situation.unseen[0]!, { max: 60 })), weak(t('wall.unsure.more', { more: situation.unseen.length - 1 }))]
    case 'quiet': return [strong(t('wall.within', { ok: rows.filter((r) => r.health === 'ok').length, total: rows.length })), weak(t('wall.within.more', { total: rows.length }))]
    case 'page': {
      const { page, incident, alert, stale, unplaced } = situation
      return [
        ...(unplaced ? [strong(clean(page.environment, { max: 40 }))] : []), weak(t('wall.for')), strong(duration(now - page.startedAt)), ...whereOf(incident.likelyRoot, alert?.service ?? page.services[0] ?? null),
        ...(page.quietSince !== null ? [weak(t('wall.page.quiet'))] : stale ? [weak(t('wall.stale'))] : [])
      ]
    }
    case 'trouble': {
      const { incident, alert, stale } = situation
      return [weak(t('wall.for')), strong(duration(now - incident.startedAt)), ...whereOf(incident.likelyRoot, alert.service), ...(stale ? [weak(t('wall.stale'))] : [])]
    }
  }
}
const whereOf = (root: string | null, service: string | null): readonly Piece[] => {
  const where = root ?? service
  return where === null ? [] : [weak(t(root === null ? 'wall.on' : 'wall.root')), strong(clean(where, { max: 60 }))]
}

/** For the window's title and for those who hear it. */
export const wholeOf = (situation: Situation, environment: Environment | null): string =>
  [headlineOf(situation), environment ? environmentShout(environment) : ''].filter(Boolean).join(', ')
