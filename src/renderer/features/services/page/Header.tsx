import type { ReactNode } from 'react'
import type { Health, Service } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useGoAlong } from '../../../time'
import { EnvTag, Glyph, Keycap, Link, Panel, type Hold } from '../../../ui'
import type { Neighbour, Neighbours } from './neighbours'
import { Budget } from './Budget'
import css from './page.module.css'

export interface HeaderProps {
  readonly service: Service
  readonly health: Health
  readonly hold: Hold
  readonly state: string
  readonly rest: string
  readonly runbook: string | null
  readonly neighbours: Neighbours
}

/** What it is, how it is, whose it is, and what stands around it. */
export const Header = ({ service, health, hold, state, rest, runbook, neighbours }: HeaderProps): ReactNode => (
  <Panel className={`${css['head']} sev-${health}`}>
    <div className={css['who']} data-held={hold === 'held' || undefined}>
      <div className={css['name']}>
        <Glyph tone={health} hold={hold} size={24} />
        <h1 className={css['h1']}>{clean(service.name, { max: 120 })}</h1>
        <EnvTag environment={{ name: service.environment, kind: service.environmentKind }} />
        {service.version && <code className="muted clip">{clean(service.version, { max: 60 })}</code>}
      </div>
      <p className={css['how']}><b className={health === 'ok' ? undefined : 'tone'}>{state}</b> {rest}</p>
      <p className={css['links']}>
        <span className={css['owner']}><span className="faint">{t('service.owner')}</span> <Owner owner={service.owner} /></span>
        {service.tier !== null && <span className={`${css['extra']} faint`}>{t('service.tier', { tier: service.tier })}</span>}
        {service.targets && <span className={`${service.targets.up === service.targets.total ? css['extra'] : ''} faint`}>{t('service.targets', { up: service.targets.up, total: service.targets.total })}</span>}
        {runbook && <span className={css['key']}><Link url={runbook} icon="book" showHost={false}>{t('service.runbook')}</Link><Keycap>R</Keycap></span>}
        {service.repository && <Link url={service.repository} icon="repo" showHost={false}>{t('service.repository')}</Link>}
        {service.dashboard && <Link url={service.dashboard} icon="external" showHost={false}>{t('service.dashboard')}</Link>}
      </p>
    </div>
    <Budget service={service} />
    <Around service={service} health={health} neighbours={neighbours} />
  </Panel>
)

/** `Newsroom Platform, #np-oncall`: a team, and where to find it. */
const Owner = ({ owner }: { readonly owner: string | null }): ReactNode => {
  if (!owner) return <span className="faint">{t('service.owner.none')}</span>
  const [, team = owner, channel] = /^(.*\S),\s*(#\S+)$/.exec(clean(owner, { max: 80 })) ?? []
  return <>{channel ? <><span className="clip">{team}</span> <span className="faint">{t('service.in')}</span> <span className="clip">{channel}</span></> : <span className="clip">{clean(team, { max: 80 })}</span>}</>
}

const MOST = 4
const isTrouble = (n: Neighbour): boolean => n.health === 'critical' || n.health === 'warning'

const Around = ({ service, health, neighbours: { usedBy, dependsOn } }: Pick<HeaderProps, 'service' | 'health' | 'neighbours'>): ReactNode => (
  <div className={css['around']}>
    <p className="caption">{t('service.around')}</p>
    {usedBy.length + dependsOn.length === 0 ? <p className="small faint">{t('service.around.none')}</p> : (
      <div className={css['map']}>
        <Side label={t('service.usedBy')} list={usedBy} />
        {usedBy.length > 0 && <i className={css['edge']} aria-hidden="true" />}
        <span className={css['me']} data-hot={health === 'ok' ? undefined : ''}>{clean(service.name, { max: 60 })}</span>
        {dependsOn.length > 0 && <i className={`${css['edge']} ${dependsOn[0]!.health === 'critical' ? 'sev-critical' : 'sev-warning'}`} data-hot={isTrouble(dependsOn[0]!) || undefined} aria-hidden="true" />}
        <Side label={t('service.dependsOn')} list={dependsOn} />
      </div>
    )}
  </div>
)

const Side = ({ label, list }: { readonly label: string; readonly list: readonly Neighbour[] }): ReactNode => {
  const go = useGoAlong()
  if (list.length === 0) return null
  const shown = list.length > MOST ? list.slice(0, MOST - 1) : list
  return (
    <ul aria-label={label}>
      {shown.map((n) => (
        <li key={n.key}>
          <Glyph tone={n.health} size={13} />
          {n.known
            ? <button type="button" className={css['neighbour']} onClick={() => go({ view: 'service', item: n.key })}>{clean(n.name, { max: 60 })}</button>
            : <span className="clip faint">{t('service.around.unseen', { name: clean(n.name, { max: 60 }) })}</span>}
        </li>
      ))}
      {list.length > shown.length && <li className="faint">{t('service.around.more', { count: list.length - shown.length })}</li>}
    </ul>
  )
}
