import type { ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useConfig } from '../../state/config'
import { useGarda } from '../../state/garda'
import { Asking, DemoTag, EmptyProof, Panel } from '../../ui'
import { NightWatch } from './NightWatch'
import { Notifications } from './Notifications'
import { About, Appearance, Demo, Watching } from './Sections'
import css from './settings.module.css'
import { Startup } from './Startup'
import { Walls } from './Walls'

const mode = (state: AppState): AppState['meta']['mode'] => state.meta.mode

/** Everything that can be set. Each change is kept at once, and says so. */
const SettingsScreen = (): ReactNode => {
  const { view, failure, reload } = useConfig()
  const demo = useGarda(mode) === 'demo'
  const isFixed = (section: string, key?: string): boolean => {
    const given = view?.given ?? {}
    return Object.hasOwn(given, section) && (key === undefined || (given[section] ?? []).includes(key))
  }
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <h1 className="display">{t('settings.title')}</h1>
        <span className="faint small">{demo ? <><DemoTag /> {t('settings.inDemo')}</> : t('settings.atOnce')}</span>
      </header>
      {failure !== null && <Panel><EmptyProof sure={false} title={t('settings.unread')} lines={[clean(failure, { max: 300 })]} /></Panel>}
      {view === null && failure === null && <Asking words={t('shell.opening', { what: t('settings.title') })} />}
      {view && (
        <div className={css['columns']}>
          <div>
            <Notifications values={view.config.notifications} hooks={view.config.paging.hooks} isFixed={(key) => isFixed('notifications', key)} onSaved={reload} />
            <NightWatch view={view} isFixed={isFixed} onSaved={reload} />
            <Startup view={view} isFixed={isFixed} onSaved={reload} />
          </div>
          <div>
            <Appearance isFixed={isFixed} />
            <Watching view={view} isFixed={isFixed} onSaved={reload} />
            <Walls view={view} onSaved={reload} />
            <Demo />
            <About />
          </div>
        </div>
      )}
    </div>
  )
}
export default SettingsScreen
