import type { ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import type { Severity } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { environmentOf } from '../../state/select/environments'
import { serviceAge } from '../../state/select/freshness'
import type { ServiceRow } from '../../state/select/services'
import { sourceName } from '../../state/select/sources'
import { Age, EnvTag, Glyph, Icon } from '../../ui'
import css from './ServiceList.module.css'

interface Props extends Pick<AppState, 'alerts' | 'sources' | 'ages' | 'environments'> {
  readonly row: ServiceRow
  readonly index: number
  /** Whether Tab stops here. */
  readonly focusable: boolean
  readonly pinned: boolean
  readonly onOpen: (key: string) => void
  readonly onPin: (key: string) => void
}

const ORDER: readonly Severity[] = ['critical', 'warning', 'unknown', 'info']

/** One service of the list. */
export const ServiceListRow = ({ row, index, focusable, alerts, sources, ages, environments, pinned, onOpen, onPin }: Props): ReactNode => {
  const { service, health } = row
  const seen = serviceAge(service, alerts, ages)
  const firing = service.alerts.flatMap((id) => { const a = alerts[id]; return a?.state === 'firing' ? [a] : [] })
  const name = clean(service.name, { max: 80 })
  const partly = service.targets && service.targets.up < service.targets.total ? service.targets : null
  return (
    <div className={`${css['row']} sev-${health}`} role="row" aria-rowindex={index + 2} data-row={index} data-held={row.held || undefined}>
      <span role="cell"><Glyph tone={health} hold={row.held ? 'held' : 'open'} /></span>
      <span role="rowheader" className={css['name']}><button type="button" data-open tabIndex={focusable ? 0 : -1} onClick={() => onOpen(service.key)}><b className="clip">{name}</b></button>{partly && <small className={css['partly']}>{t('services.targets.note', { up: partly.up, total: partly.total })}</small>}{service.version && <code className="clip faint">{clean(service.version, { max: 40 })}</code>}</span>
      <span role="cell" data-column="environment"><EnvTag environment={environmentOf(environments, service.environment)} /></span>
      <span role="cell" data-column="tier">{service.tier ?? t('services.tier.none')}</span>
      <span role="cell" data-column="owner" className={`clip ${service.owner ? '' : 'faint'}`}>{service.owner ? clean(service.owner, { max: 80 }) : t('services.owner.none')}</span>
      <span role="cell" data-column="since"><span className={health === 'ok' ? 'muted' : 'tone'}>{t(`health.${health}`)}</span> <Age at={service.since} /></span>
      <span role="cell" data-column="alerts" className={css['alerts']}>
        {ORDER.map((severity) => { const n = firing.filter((a) => a.severity === severity).length; return n > 0 ? <span key={severity}><Glyph tone={severity} size={14} /><span className="num">{n}</span></span> : null })}
        {row.silenced > 0 && <span className="faint" data-tip={t('services.alerts.held', { count: row.silenced })}><Icon name="mute" size={13} label={t('services.alerts.held', { count: row.silenced })} /><span className="num">{row.silenced}</span></span>}
        {firing.length === 0 && row.silenced === 0 && <span className="faint">{t('common.none')}</span>}
      </span>
      <span role="cell" data-column="targets" className={partly ? '' : 'muted'}>{service.targets ? t('services.targets', { up: service.targets.up, total: service.targets.total }) : t('common.none')}</span>
      <span role="cell" data-column="age" className={css['age']} data-stale={health === 'unknown' || undefined}><b><Age at={seen?.at ?? null} /></b> <small className="clip">{seen ? clean(sourceName({ sources }, seen.source), { max: 60 }) : ''}</small></span>
      <span role="cell"><button type="button" className={css['pin']} tabIndex={-1} aria-pressed={pinned} aria-label={t(pinned ? 'services.unpin' : 'services.pin', { name })} onClick={() => onPin(service.key)}><Icon name="pin" size={14} /></button></span>
    </div>
  )
}
