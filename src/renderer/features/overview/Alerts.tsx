import { Popover } from '@mantine/core'
import { useContext, useMemo, useState, type ReactNode } from 'react'
import { firedFor, firingSince, type Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import { alertGroups, alertTitle, hiddenAlerts } from '../../state/select/alerts'
import { serviceAge } from '../../state/select/freshness'
import type { ServiceRow } from '../../state/select/services'
import { useAppearance, useGo } from '../../state/view'
import { Age, ClockContext, Glyph, Icon, Keycaps, Panel, TextButton, useKeys, useTicking, type Tone } from '../../ui'
import css from './overview.module.css'
import { when } from './when'
import { hiddenWords, whyHidden } from './why-hidden'

const MOST_INCIDENTS = 4
const MOST_IN_INCIDENT = 6
const MOST_SEPARATE = 8
const MOST_UNKNOWN = 5
const MOST_RESOLVED = 4

type Part = Pick<AppState, 'alerts' | 'incidents' | 'resolved' | 'silences' | 'ages'>

/** What fires in the environment, what cannot be seen, what ended, and what is held back. `sure`: everything that could tell of more is fresh. */
export const ActiveAlerts = ({ environment, state, rows, sure }: { readonly environment: string; readonly state: Part; readonly rows: readonly ServiceRow[]; readonly sure: boolean }): ReactNode => {
  const { alerts, incidents, resolved } = state
  const [{ time: zone }] = useAppearance()
  const groups = useMemo(() => alertGroups({ alerts, incidents, resolved }, environment, rows), [alerts, incidents, resolved, environment, rows])
  const note = groups.firing === 0 ? t(sure ? 'overview.alerts.none' : 'overview.alerts.blind') : groups.incidents.length > 0
    ? t('overview.alerts.note.incident', { count: groups.firing, inside: groups.inIncidents, incidents: groups.incidents.length })
    : t('overview.alerts.note', { count: groups.firing })
  const { noData } = groups
  const ended = groups.resolved.slice(0, MOST_RESOLVED)
  const oldest = ended.reduce<number | null>((min, a) => (a.endsAt !== null && (min === null || a.endsAt < min) ? a.endsAt : min), null)
  const since = useTicking((now) => (oldest === null ? '' : when(oldest, now, zone)))
  return (
    <Panel title={t('overview.alerts')} note={note} end={<Keycaps keys="G A" />} className={css['alerts']}>
      <div className={css['groups']}>
        {groups.incidents.slice(0, MOST_INCIDENTS).map(({ incident, alerts: own, heldBy }) => {
          const name = clean(incident.likelyRoot ?? own.find((a) => a.id === incident.lead)?.service ?? own[0]!.name, { max: 60 })
          return (
            <Group key={incident.id} title={incident.path.length > 1 ? t('overview.incident', { name, upstream: incident.path.length - 1 }) : t('overview.incident.plain', { name })} end={heldBy.length > 0 ? t('overview.held', { who: heldBy.map((h) => clean(h, { max: 40 })).join(', ') }) : ''} more={own.length - MOST_IN_INCIDENT}>
              {own.slice(0, MOST_IN_INCIDENT).map((a) => <AlertLine key={a.id} alert={a} />)}
            </Group>
          )
        })}
        {groups.incidents.length > MOST_INCIDENTS && <Group title={t('overview.incidents.more', { count: groups.incidents.length - MOST_INCIDENTS })} more={0} />}
        {noData.alerts.length + noData.services.length > 0 && (
          <Group title={t('overview.noData')} more={Math.max(0, noData.alerts.length - MOST_UNKNOWN) + Math.max(0, noData.services.length - MOST_UNKNOWN)}>
            {noData.alerts.slice(0, MOST_UNKNOWN).map((a) => <AlertLine key={a.id} alert={a} />)}
            {noData.services.slice(0, MOST_UNKNOWN).map((row) => <DarkLine key={row.service.key} row={row} at={serviceAge(row.service, state.alerts, state.ages)?.at ?? null} />)}
          </Group>
        )}
        {groups.separate.length > 0 && <Group title={t('overview.separate')} more={groups.separate.length - MOST_SEPARATE}>{groups.separate.slice(0, MOST_SEPARATE).map((a) => <AlertLine key={a.id} alert={a} />)}</Group>}
        {ended.length > 0 && (
          <Group title={t('overview.resolved', { time: since })} end={t('overview.lasted')} past more={0}>{ended.map((a) => <EndedLine key={a.id} alert={a} />)}</Group>
        )}
      </div>
      <Hidden environment={environment} state={state} />
    </Panel>
  )
}

const Group = ({ title, end = '', past = false, more, children }: { readonly title: string; readonly end?: string; readonly past?: boolean; readonly more: number; readonly children?: ReactNode }): ReactNode => {
  const go = useGo()
  return (
    <section className={css['group']} data-past={past || undefined}>
      <h3><span>{title}</span>{end && <span className="caption">{end}</span>}</h3>
      <ul>{children}</ul>
      {more > 0 && <p className={css['moreLine']}><TextButton onClick={() => go({ view: 'alerts', item: null })}>{t('overview.more', { count: more })}</TextButton></p>}
    </section>
  )
}

const Line = ({ tone, hold = 'open', title, of, end, onOpen }: { readonly tone: Tone; readonly hold?: 'open' | 'held'; readonly title: string; readonly of: string; readonly end: ReactNode; readonly onOpen: () => void }): ReactNode => (
  <li>
    <button type="button" className={css['line']} onClick={onOpen}>
      <Glyph tone={tone} hold={hold} /><span className="clip"><b>{title}</b> <span className="muted">{of}</span></span>{end}
    </button>
  </li>
)

const AlertLine = ({ alert }: { readonly alert: Alert }): ReactNode => {
  const go = useGo()
  return <Line tone={alert.severity} hold={alert.held ? 'held' : 'open'} title={clean(alertTitle(alert), { max: 120 })} of={clean(alert.service ?? '', { max: 80 })} end={<Age at={firingSince(alert)} />} onOpen={() => go({ view: 'alerts', item: alert.id })} />
}
const DarkLine = ({ row, at }: { readonly row: ServiceRow; readonly at: number | null }): ReactNode => {
  const go = useGo()
  return <Line tone="unknown" title={t('overview.noData.service')} of={clean(row.service.name, { max: 80 })} end={<Age at={at ?? row.service.since} />} onOpen={() => go({ view: 'service', item: row.service.key })} />
}
const EndedLine = ({ alert }: { readonly alert: Alert }): ReactNode => {
  const go = useGo()
  const [{ time: zone }] = useAppearance()
  const ended = useTicking((now) => (alert.endsAt === null ? '' : when(alert.endsAt, now, zone)))
  return <Line tone="ok" title={clean(alertTitle(alert), { max: 120 })} of={[alert.service ? clean(alert.service, { max: 80 }) : '', ended].filter(Boolean).join(', ')} end={<span className={css['lasted']}>{duration(firedFor(alert, alert.startsAt))}</span>} onOpen={() => go({ view: 'alerts', item: alert.id })} />
}

const MOST_HIDDEN = 40
const Hidden = ({ environment, state }: { readonly environment: string; readonly state: Pick<Part, 'alerts' | 'silences'> }): ReactNode => {
  const [open, setOpen] = useState(false)
  const clock = useContext(ClockContext)
  const [{ time: zone }] = useAppearance()
  const { alerts, silences } = state
  const hidden = useMemo(() => hiddenAlerts(alerts, environment), [alerts, environment])
  useKeys('screen', useMemo(() => (hidden.length === 0 ? [] : [{ keys: 'W', label: t('overview.keys.why'), group: t('shell.keys.view'), run: () => setOpen((now) => !now) }]), [hidden.length]))
  if (hidden.length === 0) return null
  const now = clock.tick()
  return (
    <div className={css['hidden']}>
      <Icon name={hidden.some((a) => a.silencedBy.length > 0) ? 'mute' : 'eyeOff'} size={14} /><span>{hiddenWords(hidden, { alerts, silences }, now, zone)}</span>
      <Popover opened={open} onChange={setOpen} position="top-end" width={420} trapFocus returnFocus withinPortal>
        <Popover.Target><TextButton className={css['why']} onClick={() => setOpen(!open)}>{t('overview.hidden.why')}</TextButton></Popover.Target>
        <Popover.Dropdown>
          <h3 className={css['hiddenTitle']}>{t('overview.hidden.title')}</h3>
          <ul className={css['hiddenList']} tabIndex={-1} data-autofocus="true">
            {hidden.slice(0, MOST_HIDDEN).map((a) => (
              <li key={a.id}><Icon name={a.silencedBy.length > 0 ? 'mute' : 'eyeOff'} size={14} label={t(a.silencedBy.length > 0 ? 'shell.glyph.silenced' : 'shell.glyph.inhibited')} />
                <div><b>{clean(alertTitle(a), { max: 120 })}</b> <span className="muted">{clean(a.service ?? '', { max: 80 })}</span>{whyHidden(a, { alerts, silences }, now, zone).map((why) => <p key={why}>{why}</p>)}</div>
              </li>
            ))}
            {hidden.length > MOST_HIDDEN && <li><span /><span className="faint">{t('overview.more', { count: hidden.length - MOST_HIDDEN })}</span></li>}
          </ul>
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}
