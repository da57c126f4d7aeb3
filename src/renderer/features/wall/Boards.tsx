import { memo, useMemo, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import { useGarda } from '../../state/garda'
import { alertTitle, leadSentence, shortImpact } from '../../state/select/alerts'
import { compareGroups, groupAlerts, type AlertGroup } from '../../state/select/groups'
import { Glyph, Mending, mendingWords, useTicking } from '../../ui'
import { Data } from './Data'
import { DayPlot } from './DayPlot'
import { Facts } from './Facts'
import { Head } from './Head'
import { LeadPlot } from './LeadPlot'
import { Matrix } from './Matrix'
import { PagePlot } from './PagePlot'
import type { Room } from './grid'
import type { Frame } from './measures'
import { nowRoom } from './now-room'
import type { Watched } from './use-watched'
import css from './wall.module.css'

export interface BoardProps { readonly watched: Watched; readonly frame: Frame; readonly room: Room }

/** What is wrong with the graph that explains it, or that nothing is; every service; who has it. */
export const NowBoard = memo(({ watched, frame, room }: BoardProps): ReactNode => {
  const { rows } = watched
  const { matrix, facts } = nowRoom(rows.length, room)
  return (
    <>
      <Head watched={watched} frame={frame} />
      <Mending what={t('wall.broken.graph')} instead={(message) => <section className={css['why']}><NoGraph message={message} /></section>}><Why watched={watched} frame={frame} /></Mending>
      <Facts watched={watched} height={facts} />
      {rows.length > 0 && <Matrix rows={rows} calls={watched.calls} width={room.width} height={matrix} />}
    </>
  )
})
NowBoard.displayName = 'NowBoard'

const NoGraph = ({ message }: { readonly message: string }): ReactNode => (
  <div className={css['said']}><p>{t('shell.broken.title', { what: t('wall.broken.graph') })}</p><small>{mendingWords(message)}</small></div>
)

/** The graph that explains what is wrong: of the alert, else of the service it is about; where nothing is wrong, the day's. */
const Why = ({ watched: { situation, rows }, frame }: { readonly watched: Watched; readonly frame: Frame }): ReactNode => {
  if (situation.is !== 'page' && situation.is !== 'trouble') return <DayPlot rows={rows} frame={frame} />
  const { incident, alert } = situation
  if (alert) return <LeadPlot key={alert.id} incident={incident} alert={alert} frame={frame} />
  return situation.is === 'page' && <PagePlot key={situation.page.id} page={situation.page} rows={rows} frame={frame} />
}

/** Units of the low head and of the line of data at the foot. */
const HEAD = 172
const FOOT = 64
const LARGE_TYPE = 54

/** Every service, as large as the display allows. */
export const ServicesBoard = memo(({ watched, frame, room }: BoardProps): ReactNode => (
  <Low watched={watched} frame={frame}>
    {watched.rows.length === 0 ? <p className={css['none']}>{t('wall.services.none')}</p> : <Matrix rows={watched.rows} calls={watched.calls} width={room.width} height={room.height - headHeight(frame) - FOOT} most={LARGE_TYPE} />}
  </Low>
))
ServicesBoard.displayName = 'ServicesBoard'

export const headHeight = ({ upright }: Frame): number => (upright ? HEAD + 150 : HEAD)

/** A board with the state above it and the age of the data below. */
export const Low = ({ watched, frame, children }: { readonly watched: Watched; readonly frame: Frame; readonly children: ReactNode }): ReactNode => (
  <><Head watched={watched} frame={frame} low /><div className={css['body']}>{children}</div><footer className={css['foot']}><Data fresh={watched.fresh} /></footer></>
)

const ROW = 92
/** What says how many more there are. */
const REST = 60
const select = { alerts: (s: AppState) => s.alerts, sources: (s: AppState) => s.sources }

/** The worst that fires, as many as fit. */
export const AlertsBoard = memo(({ watched, frame, room }: BoardProps): ReactNode => {
  const alerts = useGarda(select.alerts)
  const name = watched.environment?.name ?? ''
  const groups = useMemo(() => groupAlerts(Object.values(alerts).filter((a) => a.environment === name && a.state === 'firing')).toSorted(compareGroups), [alerts, name])
  const sources = useGarda(select.sources)
  const { situation, fresh } = watched
  // of a page that has its state, whether more could be seen is told by the sources
  const nothing = situation.is === 'quiet' || (situation.is === 'page' && Object.keys(sources).every((id) => fresh.has(id)))
  const height = room.height - headHeight(frame) - FOOT
  const shown = groups.length <= Math.floor(height / ROW) ? groups : groups.slice(0, Math.max(1, Math.floor((height - REST) / ROW)))
  return (
    <Low watched={watched} frame={frame}>
      {groups.length === 0
        ? <p className={css['none']}>{t(nothing ? 'wall.alerts.none' : 'wall.alerts.blind')}</p>
        : <ul className={css['alerts']} aria-label={t('wall.alerts')}>
            {shown.map((group) => <Row key={group.key} group={group} />)}
            {groups.length > shown.length && <li className={css['rest']}>{t('wall.alerts.more', { count: groups.length - shown.length })}</li>}
          </ul>}
    </Low>
  )
})
AlertsBoard.displayName = 'AlertsBoard'

const Row = memo(({ group }: { readonly group: AlertGroup }): ReactNode => {
  const age = useTicking((now) => duration(now - group.firingAt))
  const words = group.lead.annotations['impact'] ? shortImpact(group.lead.annotations['impact']) : leadSentence(group.lead)
  const who = group.held === null ? '' : t('wall.alerts.held', { who: clean(group.held.by, { max: 30 }) })
  return (
    <li className={`sev-${group.severity}`} data-held={group.held !== null || undefined}>
      <Glyph tone={group.severity} hold={group.held === null ? 'open' : 'held'} />
      <div><b>{clean(words.length <= 70 ? words : alertTitle(group.lead), { max: 90 })}</b><small>{[group.service === null ? '' : clean(group.service, { max: 40 }), who].filter(Boolean).join(', ')}</small></div>
      <span className="num">{age}</span>
    </li>
  )
})
Row.displayName = 'Row'
