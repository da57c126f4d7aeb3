import { memo, useMemo, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import { useBeat, useGarda, useSilent, useStateNow } from '../../state/garda'
import { sourceSummary } from '../../state/select/sources'
import { useNow, useTicking } from '../../ui'
import css from './wall.module.css'

const select = { sources: (s: AppState) => s.sources }
const NO_AGES: AppState['ages'] = {}
const MOST_BARS = 12
const BEATS = 6
/** So often the mark moves and the age grows, together: what a wall costs while nothing happens is mostly this. */
const STEP_MS = 3_000
/** Never younger than it is. */
const ahead = (now: number): number => Math.ceil(now / STEP_MS) * STEP_MS

/** When each source answered: at every step, and at once where one comes or goes. They change at every poll, which would be painted for itself. */
const useAges = (sources: AppState['sources'], fresh: ReadonlySet<string>): AppState['ages'] => {
  const read = useStateNow()
  const step = useNow(STEP_MS)
  return useMemo(() => ({ step, sources, fresh, ages: read()?.ages ?? NO_AGES }).ages, [read, step, sources, fresh])
}

/** How old what is shown is, in large figures, which sources stand behind it, and that Garda is alive. */
export const Data = memo(({ fresh }: { readonly fresh: ReadonlySet<string> }): ReactNode => {
  const sources = useGarda(select.sources)
  const ages = useAges(sources, fresh)
  const summary = sourceSummary({ sources, ages }, fresh)
  const { total, fresh: good, stale, stalest } = summary
  const bars = Math.min(total, MOST_BARS)
  const gone = good === total ? 0 : Math.max(1, Math.round((stale.length / total) * bars))
  const at = summary.oldestAt ?? summary.answeredAt
  const age = useTicking((now) => (at === null ? t('wall.data.none') : t('wall.data.old', { age: duration(ahead(now) - at) })))
  const worst = useTicking((now) => {
    if (!stalest) return ''
    const name = clean(stalest.source.name, { max: 30 })
    if (stalest.at === null) return t('wall.data.never', { name })
    const old = duration(ahead(now) - stalest.at)
    return stale.length > 1 ? t('wall.data.more', { name, age: old, count: stale.length - 1 }) : t('wall.data.source', { name, age: old })
  })
  return (
    <div className={css['data']} data-none={good === 0 || undefined}>
      <h2>{t('wall.data', { fresh: good, total })}<Beat /></h2>
      <p className={`num ${good === 0 ? 'sev-unknown tone' : ''}`}>
        <span className={css['bars']} aria-hidden="true">{Array.from({ length: bars }, (_, i) => <i key={i} data-stale={i >= bars - gone || undefined} />)}</span><span className={css['age']}>{age}</span>
      </p>
      {worst && <small className="sev-unknown tone">{worst}</small>}
    </div>
  )
})
Data.displayName = 'Data'

/** Goes on with the beats of main, and stands where it was when there are no more. */
const Beat = (): ReactNode => {
  const at = useBeat(BEATS, STEP_MS)
  const silent = useSilent()
  return <span className={css['beat']} data-still={silent || undefined} role="img" aria-label={t(silent ? 'wall.beat.none' : 'wall.beat')}>{Array.from({ length: BEATS }, (_, i) => <i key={i} data-on={i === at || undefined} />)}</span>
}
