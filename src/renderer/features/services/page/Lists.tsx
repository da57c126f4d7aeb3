import type { ReactNode } from 'react'
import { firingSince, summaryOf, type Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import type { Silence } from '@shared/domain/silence'
import type { Table } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, moment, type Zone } from '@shared/text/format'
import { useGo } from '../../../state/view'
import { Age, Glyph, Icon, Keycaps, Link, Panel, TextButton } from '../../../ui'
import { groupAlerts } from './alert-groups'
import { heldBack } from './words'
import css from './page.module.css'

const MOST = 12

export interface AlertsHereProps {
  /** Worst first. */
  readonly alerts: readonly Alert[]
  readonly every: Table<Alert>
  readonly silences: Table<Silence>
  /** Whether all that could tell of an alert is fresh. */
  readonly sure: boolean
  /** Names of the sources that tell of alerts. */
  readonly sources: string
  readonly now: number
  readonly zone: Zone
}

/** The service's own alerts; what is held back comes last, and says by what. */
export const AlertsHere = ({ alerts, every, silences, sure, sources, now, zone }: AlertsHereProps): ReactNode => {
  const go = useGo()
  const list = groupAlerts(alerts)
  const count = (state: Alert['state']): number => alerts.filter((a) => a.state === state).length
  return (
    <Panel
      title={t('service.alerts')} className={css['low']}
      note={list.length > 0 ? t('service.alerts.count', { firing: count('firing'), pending: count('pending'), hidden: count('suppressed') }) : undefined}
      end={list.length > 0 ? <Keycaps keys="Enter" /> : undefined}
    >
      {list.length === 0
        ? <p className={css['none']}><Glyph tone={sure ? 'ok' : 'unknown'} size={16} /><span><b>{t(sure ? 'service.alerts.none' : 'service.alerts.unsure')}</b> {t('service.alerts.none.body', { sources: sources || t('service.sources.none') })}</span></p>
        : (
          <ul className={css['list']}>
            {list.slice(0, MOST).map(({ alert, count: of, hidden }) => (
              <AlertRow key={alert.id} alert={alert} count={of} onOpen={() => go({ view: 'alerts', item: alert.id })} why={hidden ? heldBack(alert, every, silences, now, zone) : null} />
            ))}
            {list.length > MOST && <li className={css['more']}><TextButton onClick={() => go({ view: 'alerts', item: list[MOST]!.alert.id })}>{t('service.alerts.more', { count: list.length - MOST })}</TextButton></li>}
          </ul>
        )}
    </Panel>
  )
}

interface AlertRowProps { readonly alert: Alert; readonly count: number; readonly onOpen: () => void; readonly why: string | null }
const AlertRow = ({ alert, count, onOpen, why }: AlertRowProps): ReactNode => (
  <li className={css['row']} data-hidden={why === null ? undefined : ''}>
    {why === null
      ? <Glyph tone={alert.severity} hold={alert.state === 'pending' ? 'pending' : alert.held ? 'held' : 'open'} />
      : <Icon name="mute" label={t('state.suppressed')} />}
    <span className={css['what']}>
      <button type="button" className={css['open']} onClick={onOpen}>{clean(alert.name, { max: 120 })}</button>
      {count > 1 && <span className={css['count']} aria-label={t('service.alerts.instances', { count })}>{count}</span>}
    </span>
    <span className="muted clip">{why ?? clean(summaryOf(alert), { max: 300 })}</span>
    {why === null ? <span className={alert.held ? 'muted nowrap' : 'faint nowrap'}>{alert.held ? clean(alert.held.by, { max: 40 }) : t('service.alerts.nobody')}</span> : <TextButton onClick={onOpen}>{t('service.alerts.why')}</TextButton>}
    <span className={css['age']}><Age at={firingSince(alert)} /></span>
  </li>
)

/** Deploys and other changes that may have to do with it. */
export const ChangesHere = ({ changes, suspect, now, zone }: { readonly changes: readonly Change[]; readonly suspect: Change | null; readonly now: number; readonly zone: Zone }): ReactNode => (
  <Panel title={t('service.changes')} note={t('service.changes.window')} className={css['low']}>
    <ul className={css['list']}>
      {changes.slice(0, MOST).map((change) => (
        <li key={change.id} className={css['change']}>
          <time data-tip-at={change.at} dateTime={new Date(change.at).toISOString()}>{now - change.at < 86_400_000 ? clock(change.at, zone) : moment(change.at, now, zone)}</time>
          <i data-suspect={change === suspect || undefined} {...(change === suspect ? { role: 'img', 'aria-label': t('service.changes.suspect') } : { 'aria-hidden': true })} />
          <b className="clip">{clean(change.service, { max: 80 })}</b>
          <span className="clip">{/^v?\d/.test(change.what) ? <code>{clean(change.what, { max: 120 })}</code> : <span className="muted">{clean(change.what, { max: 120 })}</span>} <span className="muted">{clean(change.detail, { max: 200 })}</span></span>
          <span className="muted nowrap">{clean(change.by, { max: 40 })}</span>
          {change.link ? <Link url={change.link} showHost={false}>{t('service.changes.diff')}</Link> : <span />}
        </li>
      ))}
    </ul>
  </Panel>
)
