import type { ReactNode } from 'react'
import type { Environment } from '@shared/domain/environment'
import { t } from '@shared/text/catalogue'
import { environmentName, environmentShout } from '../../ui'
import css from './alerts.module.css'
import { TABS, type Tab } from './tabs'

/** Thousands apart by a narrow gap. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f')

export interface TabsProps { readonly tab: Tab; readonly counts: Readonly<Record<Tab, number>>; readonly environment: Environment; readonly onTab: (tab: Tab) => void }

/** Which alerts are listed, each with how many. */
export const Tabs = ({ tab, counts, environment, onTab }: TabsProps): ReactNode => (
  <div className={css['views']}>
    <h1>{t('alerts.title')}</h1>
    <div role="group" aria-label={t('alerts.tabs')} className={css['tabs']}>
      {TABS.map((name) => (
        <button key={name} type="button" aria-pressed={name === tab} onClick={() => onTab(name)} data-tip={t(`alerts.tab.${name}.tip`, { environment: environmentShout(environment) })}>
          {t(`alerts.tab.${name}`, { environment: environmentName(environment) })}<small className="num">{grouped(counts[name])}</small>
        </button>
      ))}
    </div>
  </div>
)
