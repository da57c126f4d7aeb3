import { useContext, useState, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import type { Environment } from '@shared/domain/environment'
import type { Severity } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, clockSeconds, day, duration, moment } from '@shared/text/format'
import { useBridge, useFresh, useGarda } from '../../state/garda'
import { useCounts, useEnvironment } from '../../state/places'
import { NO_COUNTS, worstOf, type SeverityCounts, type Worst } from '../../state/select/counts'
import { environmentList, type CountsByEnvironment } from '../../state/select/environments'
import { sourceSummary } from '../../state/select/sources'
import { useAppearance, useGo, useViewStore } from '../../state/view'
import { Button, ClockContext, DemoTag, environmentName, environmentShout, Glyph, Icon, Moment, TextButton, useTicking } from '../../ui'
import { NightWatchCell } from './NightWatch'
import { onCallMore, thenMore, turnOf } from './on-call'
import css from './shell.module.css'

const ORDER: readonly Severity[] = ['critical', 'warning', 'info', 'unknown']
/** More environments than this leave the rest of the strip little room. */
const MANY = 3
const select = { meta: (s: AppState) => s.meta, environments: (s: AppState) => s.environments, sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages }

/** The strip over every screen: where we are, how bad it is, whether we can see, who has the night, what time it is. */
export const Strip = ({ onWatch }: { readonly onWatch: () => void }): ReactNode => {
  const counts = useCounts()
  const meta = useGarda(select.meta)
  const shown = useEnvironment()
  const many = Object.keys(useGarda(select.environments)).length > MANY
  return (
    <header className={css['strip']} data-demo={meta.mode === 'demo' || undefined} data-many={many || undefined}>
      <div className={css['cells']}>
        <EnvironmentSwitch shown={shown} counts={counts} />
        {shown && <Counts environment={shown} counts={counts[shown.name] ?? NO_COUNTS} />}
        <Sources />
        {meta.mode === 'demo' && <Demo />}
        <OnCall meta={meta} />
        {meta.mode === 'live' && <Delivery meta={meta} />}
        <NightWatchCell onOpen={onWatch} />
      </div>
      <TheClock />
    </header>
  )
}

const EnvironmentSwitch = ({ shown, counts }: { readonly shown: Environment | null; readonly counts: CountsByEnvironment }): ReactNode => {
  const all = environmentList(useGarda(select.environments))
  const { chooseEnvironment } = useViewStore()
  if (all.length === 0) return <section className={css['cell']}><span className={css['lab']}>{t('shell.environment')}</span><span className={css['val']}>{t('shell.environment.none')}</span></section>
  return (
    <section className={`${css['cell']} ${css['switch']}`} aria-label={t('shell.environment')}>
      {all.map((env) => {
        const on = env.name === shown?.name
        return (
          <button key={env.name} type="button" className={css['env']} data-kind={env.kind} aria-pressed={on} onClick={() => chooseEnvironment(env.name)}>
            <span className={css['envName']}>{on && env.kind === 'production' ? environmentShout(env) : environmentName(env)}</span>
            {!on && <WorstMark worst={worstOf(counts[env.name] ?? NO_COUNTS)} />}
          </button>
        )
      })}
    </section>
  )
}

/** How bad it is where nobody looks; of what is shown, the counts beside the switch say all. */
const WorstMark = ({ worst }: { readonly worst: Worst | null }): ReactNode => worst && (
  <>
    <small className={css['worst']} aria-hidden="true"><Glyph tone={worst.severity} size={14} silent /><span className="num">{worst.count}</span></small>
    <span className="sr-only">{t('shell.environment.worst', { count: worst.count, severity: t(`severity.${worst.severity}`).toLowerCase() })}</span>
  </>
)

const Counts = ({ environment, counts }: { readonly environment: Environment; readonly counts: SeverityCounts }): ReactNode => {
  const go = useGo()
  return (
    <section className={`${css['cell']} ${css['counts']}`} aria-label={t('shell.counts', { environment: environmentShout(environment) })}>
      {ORDER.map((severity) => (
        <button key={severity} type="button" className={css['count']} data-zero={counts[severity] === 0 || undefined} onClick={() => go({ view: 'alerts', item: null })}>
          <Glyph tone={severity} size={18} /><span className="num">{counts[severity]}</span>
        </button>
      ))}
    </section>
  )
}

const PIPS = 14
/** Turns over with every answer. One change of paint each: an animation here would draw sixty frames a second all night. */
const useBlink = (answeredAt: number | null): boolean => {
  const [seen, setSeen] = useState({ answeredAt, lit: false })
  if (seen.answeredAt === answeredAt) return seen.lit
  setSeen({ answeredAt, lit: !seen.lit })
  return !seen.lit
}

const Sources = (): ReactNode => {
  const sources = useGarda(select.sources)
  const ages = useGarda(select.ages)
  const fresh = useFresh()
  const go = useGo()
  const { total, fresh: count, stalest, answeredAt } = sourceSummary({ sources, ages }, fresh)
  const lit = useBlink(answeredAt)
  const age = useTicking((now) => (stalest === null || stalest.at === null ? null : duration(now - stalest.at)))
  // many sources share the pips; a stale one always shows
  const pips = Math.min(total, PIPS)
  const stale = total === 0 ? 0 : count === total ? 0 : Math.max(1, Math.round(((total - count) / total) * pips))
  return (
    <button type="button" className={`${css['cell']} ${css['sources']}`} onClick={() => go({ view: 'sources', item: stalest?.source.id ?? null })}>
      <span className={css['lab']}>{t('shell.sources')}</span>
      <span className={css['val']}>
        <span className={css['pips']} aria-hidden="true">
          {Array.from({ length: pips }, (_, i) => <i key={i} data-stale={i >= pips - stale || undefined} />)}
          {total > 0 && <i className={css['beat']} data-on={lit || undefined} data-stale={count === 0 || undefined} />}
        </span>
        {total === 0 ? t('shell.sources.none') : t('shell.sources.fresh', { fresh: count, total })}
        {stalest && <span className={`${css['sub']} ${css['stalest']} sev-unknown tone`}>
          {age === null ? t('shell.sources.never', { name: clean(stalest.source.name, { max: 40 }) }) : t('shell.sources.stalest', { name: clean(stalest.source.name, { max: 40 }), age })}
        </span>}
      </span>
    </button>
  )
}

const Demo = (): ReactNode => {
  const bridge = useBridge()
  return (
    <section className={css['cell']} data-rank="2"><span className={css['lab']}><DemoTag /><span className={css['sub']}>{t('shell.demo')}</span></span>
      <span className={css['val']}><TextButton onClick={() => void bridge.demo({ open: false, at: null })}>{t('shell.demo.leave')}</TextButton></span>
    </section>
  )
}

const Delivery = ({ meta }: { readonly meta: AppState['meta'] }): ReactNode => {
  const bridge = useBridge()
  const [{ time: zone }] = useAppearance()
  const until = meta.pausedUntil
  const time = useTicking((now) => (until !== null && until > now ? moment(until, now, zone) : null))
  if (time !== null && until !== null) return (
    <section className={`${css['cell']} sev-warning`} data-rank="4"><span className={css['lab']}>{t('shell.notifications')}</span>
      <span className={css['val']}><Icon name="mute" /><span className="tone">{t('shell.notifications.paused')}</span><span className={css['sub']}><Moment at={until}>{t('shell.notifications.until', { time })}</Moment></span>
        <Button small look="quiet" onClick={() => void bridge.pause(0)}>{t('shell.notifications.resume')}</Button></span>
    </section>
  )
  if (!meta.delivery.able) return (
    <section className={`${css['cell']} sev-unknown`} data-rank="4" data-tip={clean(meta.delivery.detail, { max: 300 }) || undefined}><span className={css['lab']}>{t('shell.notifications')}</span>
      <span className={css['val']}><Icon name="mute" /><span className="tone">{t('shell.notifications.unable')}</span></span>
    </section>
  )
  return null
}

/** Who has the night: by the rotation or calendar in the configuration, else as a source says. */
const OnCall = ({ meta }: { readonly meta: AppState['meta'] }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const name = clean(meta.shift.now?.name ?? (meta.shift.next ? t('shell.onCall.nobody') : meta.onCall?.name) ?? '', { max: 60 })
  const more = useTicking((now) => onCallMore(meta, now, zone))
  const then = thenMore(meta)
  const go = useGo()
  // where there is no room for all, who follows takes the place of the words before it; the tip has the rest
  return name === '' ? null : (
    <button type="button" className={`${css['cell']} ${css['sources']}`} data-rank="3" data-tip={[name, more, then].filter(Boolean).join(' ')} data-tip-at={turnOf(meta) ?? undefined} onClick={() => go({ view: 'oncall', item: null })}>
      <span className={css['lab']}><span className={then === '' ? undefined : css['onCall']}>{t('shell.onCall')}</span>{then !== '' && <span className={css['then']} aria-hidden="true">{then}</span>}</span>
      <span className={css['val']}>{name}<span className={css['sub']}>{more}</span>{then !== '' && <span className="sr-only">, {then}</span>}</span>
    </button>
  )
}

const TheClock = (): ReactNode => {
  const [{ time }] = useAppearance()
  const other = time === 'utc' ? 'local' : 'utc'
  const ticking = useContext(ClockContext)
  const main = useTicking((now) => clockSeconds(now, time))
  const minor = useTicking((now) => clock(now, other))
  return (
    <section className={`${css['cell']} ${css['push']}`}><span className={css['lab']}>{day(ticking.tick(), time)}</span>
      <span className={css['val']}><span className="num">{main}</span><span className={`${css['sub']} num`}>{minor} {t(other === 'utc' ? 'common.utc' : 'common.local')}</span></span>
    </section>
  )
}
