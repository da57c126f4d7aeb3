import { useMemo, type CSSProperties, type ReactNode } from 'react'
import { isBeyond } from '@shared/domain/bound'
import { SIGNALS, type Service, type Signal, type SignalReading } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment, type Zone } from '@shared/text/format'
import { Sparkline } from '../../../charts'
import { useFresh, useGarda } from '../../../state/garda'
import { serviceAge } from '../../../state/select/freshness'
import { readingAge } from '../../../state/select/reading-age'
import { sourceName } from '../../../state/select/sources'
import { useAppearance } from '../../../state/view'
import { useGoAlong } from '../../../time'
import { Age, FigureText, Glyph, Panel, useNow, useSize } from '../../../ui'
import { belowLayout } from './below'
import type { Neighbour } from './neighbours'
import css from './below.module.css'

const HOUR_MS = 3_600_000
const AXIS_STEP_MS = 15_000
const MOST = 12
const SPARK_HEIGHT = 22

const pick = {
  services: (s: AppState) => s.services, signals: (s: AppState) => s.signals, alerts: (s: AppState) => s.alerts, sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages
}

/** The vital signs of what a service depends on, worst first, each a way to its page. Nothing where it depends on nothing. */
export const Below = ({ list }: { readonly list: readonly Neighbour[] }): ReactNode => {
  const signals = useGarda(pick.signals)
  const services = useGarda(pick.services)
  const [ref, size] = useSize()
  const to = useNow(AXIS_STEP_MS) + AXIS_STEP_MS
  const shown = list.slice(0, MOST)
  const told = useMemo(() => SIGNALS.filter((signal) => list.some((n) => signals[n.key]?.readings[signal])), [list, signals])
  const layout = belowLayout(size?.width ?? 0, told.length)
  if (list.length === 0) return null
  return (
    <Panel title={t('below.title')} note={t('below.note')} className={css['panel']}>
      <div className={css['table']} ref={ref} role="table" aria-label={t('below.title')} style={{ '--columns': layout.columns } as CSSProperties}>
        <div className={`${css['head']} caption`} role="row">
          <span role="columnheader"><span className="sr-only">{t('services.column.health')}</span></span><span role="columnheader">{t('overview.service')}</span>
          {told.map((signal) => <span key={signal} role="columnheader" className={css['signalHead']} data-bare={layout.spark === 0 || undefined}>{t(`signal.${signal}`)}</span>)}
          <span role="columnheader" className={css['right']}>{t('overview.dataAge')}</span>
        </div>
        {shown.map((n) => <Row key={n.key} neighbour={n} service={Object.hasOwn(services, n.key) ? services[n.key]! : null} told={told} spark={layout.spark} to={to} />)}
      </div>
      {list.length > shown.length && <p className={`${css['more']} caption`}>{t('below.more', { count: list.length - shown.length })}</p>}
    </Panel>
  )
}

interface RowProps { readonly neighbour: Neighbour; readonly service: Service | null; readonly told: readonly Signal[]; readonly spark: number; readonly to: number }

const Row = ({ neighbour: { key, name, health }, service, told, spark, to }: RowProps): ReactNode => {
  const go = useGoAlong()
  const [{ time: zone }] = useAppearance()
  const fresh = useFresh()
  const signals = useGarda(pick.signals)
  const alerts = useGarda(pick.alerts)
  const sources = useGarda(pick.sources)
  const ages = useGarda(pick.ages)
  const row = Object.hasOwn(signals, key) ? signals[key]! : null
  const seen = service && serviceAge(service, alerts, ages)
  const teller = row?.source ?? seen?.source
  const lapsedAt = health === 'unknown' || (teller !== undefined && !fresh.has(teller)) ? Math.min(to, (teller === undefined ? null : ages[teller]?.successAt) ?? to) : null
  const interval = (teller === undefined ? undefined : sources[teller]?.intervalMs) ?? AXIS_STEP_MS
  return (
    <div className={css['row']} role="row">
      <span role="cell"><Glyph tone={health} /></span>
      <span className={css['name']} role="rowheader">
        {service ? <button type="button" onClick={() => go({ view: 'service', item: key })}><b className="clip">{clean(name, { max: 80 })}</b></button> : <span className="clip faint">{clean(name, { max: 80 })}</span>}
      </span>
      {told.map((signal) => <Cell key={signal} signal={signal} reading={row?.readings[signal]} spark={spark} lapsedAt={lapsedAt} interval={interval} to={to} zone={zone} />)}
      <span role="cell" className={css['age']} data-stale={health === 'unknown' || undefined}>
        {service ? <><b><Age at={seen?.at ?? null} /></b> <small className="clip">{seen ? clean(sourceName({ sources }, seen.source), { max: 60 }) : t('common.none')}</small></> : <small>{t('below.unseen')}</small>}
      </span>
    </div>
  )
}

interface CellProps {
  readonly signal: Signal
  readonly reading: SignalReading | undefined
  readonly spark: number
  readonly lapsedAt: number | null
  readonly interval: number
  readonly to: number
  readonly zone: Zone
}

const Cell = ({ signal, reading, spark, lapsedAt, interval, to, zone }: CellProps): ReactNode => {
  if (!reading) return <span role="cell" className={css['signal']} data-bare={spark === 0 || undefined}><span className={css['value']}>{t('common.none')}</span></span>
  const { limit, value } = reading
  const told = readingAge(reading, { now: to, intervalMs: interval, lapsed: lapsedAt !== null })
  const gone = told === 'gone'
  const dated = told === 'dated' && reading.at !== null ? t('overview.value.at', { time: moment(reading.at, to, zone) }) : ''
  const crossed = !gone && limit !== null && value !== null && isBeyond(value, limit)
  return (
    <span role="cell" className={css['signal']} data-bare={spark === 0 || undefined}>
      <span className={`${css['value']} ${crossed ? `sev-${limit.severity} tone` : ''}`} data-tip={[clean(reading.note, { max: 40 }), dated].filter(Boolean).join('\n') || undefined}>
        <FigureText value={gone ? null : value} unit={reading.unit} />{dated && <span className="sr-only">{dated}</span>}
      </span>
      {spark > 0 && <Sparkline reading={reading} signal={signal} from={to - HOUR_MS} to={to} width={spark} height={SPARK_HEIGHT} lapsedAt={lapsedAt} />}
    </span>
  )
}
