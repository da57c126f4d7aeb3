import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import { restartMode } from '@shared/config/updates'
import type { StartupView } from '@shared/domain/startup'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge, useGarda } from '../../state/garda'
import { useStartup } from '../../state/startup'
import { Segments } from '../../ui'
import { Line, Section } from './Section'
import type { PartProps } from './Sections'
import { useSaving } from './use-saving'

const isDemo = (state: AppState): boolean => state.meta.mode === 'demo'

/** Whether the system starts Garda at login, what starts it again after a crash, and what becomes of a new version. */
export const Startup = ({ view, isFixed, onSaved }: PartProps): ReactNode => {
  const bridge = useBridge()
  const demo = useGarda(isDemo)
  const [startup, reload] = useStartup()
  const [saving, run] = useSaving()
  const { config } = view
  const save = async (change: Parameters<typeof bridge.saveSettings>[0]): Promise<void> => { await run(() => bridge.saveSettings(change)); await onSaved() }
  const turn = async (on: boolean): Promise<void> => { await run(() => bridge.startAtLogin(on)); await reload() }
  const able = startup !== null && startup.state !== 'none'
  return (
    <Section title={t('settings.startup')} saving={saving}>
      {able && <>
        <Line label={t('settings.startup.login')} help={<>{t('settings.startup.login.help')}<LoginWords startup={startup} /></>} htmlFor="start-at-login">
          <Switch id="start-at-login" checked={startup.state === 'on'} disabled={demo} onChange={(e) => void turn(e.currentTarget.checked)} />
        </Line>
        <Line label={t('settings.startup.window')} help={t('settings.startup.window.help')} fixed={isFixed('startup', 'window')}>
          <Segments label={t('settings.startup.window')} value={config.startup.window} onChange={(window) => void save({ startup: { window } })}
            options={(['hidden', 'shown'] as const).map((value) => ({ value, label: t(`settings.startup.window.${value}`) }))} />
        </Line>
        <Line label={t('settings.startup.crash')} help={crashWords(startup)} />
      </>}
      <Line label={t('settings.updates')} help={t('settings.updates.help')} fixed={isFixed('updates', 'restart')}>
        <Segments label={t('settings.updates')} value={restartMode(config)} onChange={(restart) => void save({ updates: { restart } })}
          options={(['ask', 'calm'] as const).map((value) => ({ value, label: t(`settings.updates.${value}`) }))} />
      </Line>
    </Section>
  )
}

const LoginWords = ({ startup: { state, by, place, differs, detail } }: { readonly startup: StartupView }): ReactNode => {
  if (state === 'unknown') return <><br />{t('settings.startup.login.unknown', { reason: clean(detail, { max: 300 }) })}</>
  return <>
    {state === 'on' && by !== null && <><br />{t('settings.startup.login.by', { by: t(`startup.by.${by}`) })} <code>{clean(place, { max: 300 })}</code></>}
    {differs && <><br />{t('startup.status.differs')}</>}
    {detail !== '' && <><br />{clean(detail, { max: 300 })}</>}
  </>
}

const crashWords = ({ now, restarts }: StartupView): string => {
  if (now !== null) return t('settings.startup.crash.now', { restarter: t(`startup.restarter.${now}`) })
  return restarts === null ? t('settings.startup.crash.none') : t('settings.startup.crash.then', { restarter: t(`startup.restarter.${restarts}`) })
}
