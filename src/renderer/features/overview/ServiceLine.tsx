import { memo, useCallback, useMemo, type ReactNode } from 'react'
import { isBeyond } from '@shared/domain/bound'
import type { Service, Signal, SignalReading } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment, type Zone } from '@shared/text/format'
import { Sparkline } from '../../charts'
import { useGarda } from '../../state/garda'
import { serviceAge, type SeenAt } from '../../state/select/freshness'
import { readingAge } from '../../state/select/reading-age'
import type { ServiceRow } from '../../state/select/services'
import { sourceName } from '../../state/select/sources'
import { useAppearance } from '../../state/view'
import { Age, FigureText, Glyph, Icon, useTicking } from '../../ui'
import { BudgetCell } from './BudgetCell'
import css from './overview.module.css'
import { rowNote, type RowNote } from './row-note'
import type { TableLayout } from './table-layout'

export interface ServiceLineProps {
  readonly row: ServiceRow
  readonly index: number
  /** Whether Tab stops here; J and K bring the others. */
  readonly focusable: boolean
  readonly layout: TableLayout
  readonly alerts: AppState['alerts']
  readonly sources: AppState['sources']
  readonly fresh: ReadonlySet<string>
  readonly from: number
  readonly to: number
  readonly changes: readonly number[] | undefined
  readonly onOpen: (key: string) => void
}

/** Characters of a note that fit behind a figure; a longer one shows on demand. */
const MOST_NOTE = 4
const NO_CHANGES: readonly number[] = []

/** When a service was last seen and by whom. Ages change with every answer: only what shows one is drawn by that. */
const useSeen = (service: Service): SeenAt | null => {
  const told = useGarda(useCallback(({ alerts, ages }: AppState): string => { const seen = serviceAge(service, alerts, ages); return seen === null ? '' : JSON.stringify(seen) }, [service]))
  return useMemo(() => (told === '' ? null : JSON.parse(told) as SeenAt), [told])
}

/** One service: what it is, what leads it, its signals, and how old all that is. */
export const ServiceLine = memo(({ row, index, focusable, layout, alerts, sources, fresh, from, to, changes = NO_CHANGES, onOpen }: ServiceLineProps): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const { service, health } = row
  const said = useTicking((now) => JSON.stringify(rowNote(row, { alerts, sources }, fresh, now, zone)))
  const note = useMemo(() => JSON.parse(said) as RowNote | null, [said])
  const source = useGarda(useCallback((state: AppState): string | null => serviceAge(service, state.alerts, state.ages)?.source ?? null, [service]))
  const teller = row.signals?.source ?? source
  const lapsed = health === 'unknown' || (teller !== null && !fresh.has(teller))
  const answeredAt = useGarda(useCallback(({ ages }: AppState): number | null => (lapsed && teller !== null ? (ages[teller]?.successAt ?? null) : null), [lapsed, teller]))
  const lapsedAt = lapsed ? Math.min(to, answeredAt ?? to) : null
  const interval = (teller === null ? undefined : sources[teller]?.intervalMs) ?? 15_000
  return (
    <div className={`${css['row']} sev-${health}`} role="row" data-row={index} data-calm={health === 'ok' || undefined} data-held={row.held || undefined} aria-rowindex={index + 2}>
      <span role="cell"><Glyph tone={health} hold={row.held ? 'held' : 'open'} /></span>
      <div className={css['name']} role="rowheader">
        <button type="button" tabIndex={focusable ? 0 : -1} onClick={() => onOpen(service.key)}><b className="clip">{clean(service.name, { max: 80 })}</b></button>
        {note !== null && <small className={css['note']}><span>{note[0]}</span><span className="clip">{note[1]}</span><span>{note[2]}</span></small>}
        {health === 'ok' && row.silenced > 0 && <span className={css['mute']} data-tip={t('overview.note.silenced', { count: row.silenced })}><Icon name="mute" size={13} label={t('overview.note.silenced', { count: row.silenced })} /></span>}
      </div>
      {layout.signals.map((signal) => <SignalCell key={signal} signal={signal} said={layout.notes[signal]} reading={row.signals?.readings[signal]} spark={layout.spark} calm={health === 'ok'} lapsedAt={lapsedAt} interval={interval} from={from} to={to} zone={zone} changes={changes} />)}
      {layout.budget && <BudgetCell service={service} />}
      <Seen service={service} sources={sources} stale={health === 'unknown'} />
    </div>
  )
})
ServiceLine.displayName = 'ServiceLine'

const Seen = ({ service, sources, stale }: { readonly service: Service; readonly sources: AppState['sources']; readonly stale: boolean }): ReactNode => {
  const seen = useSeen(service)
  return <span className={css['age']} role="cell" data-stale={stale || undefined}><b><Age at={seen?.at ?? null} /></b><small className="clip">{seen ? clean(sourceName({ sources }, seen.source), { max: 60 }) : t('common.none')}</small></span>
}

interface CellProps {
  readonly signal: Signal
  /** The note that the head of the column says for all. */
  readonly said: string
  readonly reading: SignalReading | undefined
  readonly spark: number
  readonly calm: boolean
  readonly lapsedAt: number | null
  readonly interval: number
  readonly from: number
  readonly to: number
  readonly zone: Zone
  readonly changes: readonly number[]
}

/** A figure and its last hour. A figure too old to be trusted is dated, and after five intervals it is none. */
const SignalCell = memo(({ signal, said, reading, spark, calm, lapsedAt, interval, from, to, zone, changes }: CellProps): ReactNode => {
  if (!reading) return <span role="cell" className={css['signal']} data-bare={spark === 0 || undefined}><span className={css['value']}><span>{t('common.none')}<i /></span></span></span>
  const { limit, value } = reading
  const note = reading.note === said ? '' : clean(reading.note, { max: 40 })
  const short = note.length <= MOST_NOTE
  const told = readingAge(reading, { now: to, intervalMs: interval, lapsed: lapsedAt !== null })
  const gone = told === 'gone'
  const dated = told === 'dated' && reading.at !== null ? t('overview.value.at', { time: moment(reading.at, to, zone) }) : ''
  const crossed = !gone && limit !== null && value !== null && isBeyond(value, limit)
  return (
    <span role="cell" className={css['signal']} data-bare={spark === 0 || undefined}>
      <span className={`${css['value']} ${crossed ? `sev-${limit.severity} tone` : ''}`} data-tip={[short ? '' : note, dated].filter(Boolean).join('\n') || undefined}>
        <FigureText value={gone ? null : value} unit={reading.unit} note={short ? note : ''} />{!short && <span className="sr-only">{note}</span>}{dated && <span className="sr-only">{dated}</span>}
      </span>
      {spark > 0 && <Sparkline reading={reading} signal={signal} from={from} to={to} width={spark} height={calm ? 22 : 28} changes={changes} lapsedAt={lapsedAt} />}
    </span>
  )
})
SignalCell.displayName = 'SignalCell'
