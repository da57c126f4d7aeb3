import { isFresh } from '@shared/domain/freshness'
import { isAsking } from '@shared/domain/page'
import type { PlainView } from '@shared/domain/plain-view'
import type { AppState } from '@shared/state/app-state'
import { severityRank } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'

const ROWS = ['critical', 'warning', 'info', 'unknown'] as const

/** What the plain page of a wall shows of a state. The counts are believed only while every source answers in full and in time. */
export const plainView = (state: AppState, now: number): PlainView => {
  const firing = Object.values(state.alerts).filter((alert) => alert.state === 'firing')
  const unseen = Object.values(state.services).filter(({ health }) => health === 'unknown').length
  const sources = Object.values(state.sources)
  const answered = sources.filter(({ id, health }) => health === 'ok' && isFresh(state.ages[id], now)).length
  const ages = sources.flatMap(({ id }) => state.ages[id]?.successAt ?? [])
  const asking = Object.values(state.pages).filter(isAsking).sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.openedAt - b.openedAt)
  return {
    at: now,
    asks: asking[0] ? t('plain.asks', { title: clean(asking[0].title, { max: 80 }), more: asking.length - 1 }) : '',
    title: state.meta.mode === 'demo' ? `${t('terminal.title')} ${t('plain.demo')}` : t('terminal.title'),
    counts: ROWS.map((severity) => ({ severity, label: t(`plain.${severity}`), count: firing.filter((alert) => alert.severity === severity).length + (severity === 'unknown' ? unseen : 0) })),
    blind: answered < sources.length || sources.length === 0 ? t('plain.cannot-see') : '',
    sources: t('plain.sources', { answered, count: sources.length }),
    dataAt: ages.length === 0 ? null : Math.min(...ages),
    words: { note: t('plain.note'), data: t('plain.data'), none: t('plain.none'), stalled: t('plain.stalled'), stalledBody: t('plain.stalled.body', { age: '{age}' }) },
    units: { s: t('unit.s'), min: t('unit.min'), h: t('unit.h'), d: t('unit.d') }
  }
}
