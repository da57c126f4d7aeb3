import { Switch } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import type { About as Facts, ConfigView } from '@shared/contract/commands'
import type { Notice } from '@shared/domain/notice'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge, useGarda } from '../../state/garda'
import { useAppearance, useGo, useViewStore } from '../../state/view'
import { Age, Button, DemoTag, Glyph, Segments } from '../../ui'
import { Line, Section } from './Section'
import css from './settings.module.css'
import { useSaving } from './use-saving'

const select = { mode: (s: AppState) => s.meta.mode, notices: (s: AppState) => s.notices }
export interface PartProps { readonly view: ConfigView; readonly isFixed: (section: string, key?: string) => boolean; readonly onSaved: () => Promise<void> }

/** Theme, time, rail. */
export const Appearance = ({ isFixed }: Pick<PartProps, 'isFixed'>): ReactNode => {
  const { saveAppearance } = useViewStore()
  const [appearance] = useAppearance()
  const [saving, run] = useSaving()
  const save = (change: Partial<typeof appearance>): void => { void run(() => saveAppearance(change)) }
  return (
    <Section title={t('settings.appearance')} saving={saving}>
      <Line label={t('settings.theme')} fixed={isFixed('appearance', 'theme')}>
        <Segments label={t('settings.theme')} value={appearance.theme} onChange={(theme) => save({ theme })} options={(['system', 'dark', 'light'] as const).map((value) => ({ value, label: t(`settings.theme.${value}`) }))} />
      </Line>
      <Line label={t('settings.time')} help={t('settings.time.help')} fixed={isFixed('appearance', 'time')}>
        <Segments label={t('settings.time')} value={appearance.time} onChange={(time) => save({ time })} options={(['local', 'utc'] as const).map((value) => ({ value, label: t(`settings.time.${value}`) }))} />
      </Line>
      <Line label={t('settings.rail')} help={t('settings.rail.help')} fixed={isFixed('appearance', 'railCollapsed')} htmlFor="rail">
        <Switch id="rail" checked={appearance.railCollapsed} onChange={(e) => save({ railCollapsed: e.currentTarget.checked })} />
      </Line>
    </Section>
  )
}

/** What is watched of itself, which links open, and the team's file. */
export const Watching = ({ view, isFixed, onSaved }: PartProps): ReactNode => {
  const bridge = useBridge()
  const go = useGo()
  const mode = useGarda(select.mode)
  const notices = useGarda(select.notices)
  const [saving, run] = useSaving()
  const { config } = view
  const save = async (change: { readonly thisComputer?: boolean; readonly openHttpLinks?: boolean; readonly weakSecrets?: boolean }): Promise<void> => {
    await run(() => bridge.saveSettings(change))
    await onSaved()
  }
  const own = config.sources.some((s) => s.kind === 'this-computer')
  const about: readonly Notice[] = Object.values(notices).filter((n) => n.code.startsWith('config-') || n.code.startsWith('settings-') || n.code === 'name-taken' || n.code === 'rule-overruled').sort((a, b) => b.at - a.at)
  return (
    <Section title={t('settings.watching')} saving={saving}>
      <Line label={t('settings.thisComputer')} help={own ? t('settings.thisComputer.own') : t('settings.thisComputer.help')} fixed={isFixed('thisComputer')} htmlFor="this-computer">
        {own ? <Button onClick={() => go({ view: 'sources', item: null })}>{t('settings.openSources')}</Button>
          : <Switch id="this-computer" checked={config.thisComputer} disabled={isFixed('thisComputer') || mode === 'demo'} onChange={(e) => void save({ thisComputer: e.currentTarget.checked })} />}
      </Line>
      <Line label={t('settings.httpLinks')} help={t('settings.httpLinks.help')} fixed={isFixed('openHttpLinks')} htmlFor="http-links">
        <Switch id="http-links" checked={config.openHttpLinks} disabled={isFixed('openHttpLinks')} onChange={(e) => void save({ openHttpLinks: e.currentTarget.checked })} />
      </Line>
      {(view.weakStore || config.weakSecrets) && <Line label={t('settings.weak')} help={t(view.weakStore ? 'settings.weak.help' : 'settings.weak.strong')} htmlFor="weak-secrets">
        <Switch id="weak-secrets" checked={config.weakSecrets} disabled={mode === 'demo'} onChange={(e) => void save({ weakSecrets: e.currentTarget.checked })} />
      </Line>}
      <Line label={t('settings.file')} help={view.file === null ? t('settings.file.none') : <>
        <code>{clean(view.file, { max: 400 })}</code><br />{t('settings.file.gives', { sources: view.readOnly.sources.length, services: view.readOnly.services.length, environments: view.readOnly.environments.length })}
      </>} />
      {about.length > 0 && <ul className={css['notices']}>{about.map((n) => (
        <li key={n.id} className={`sev-${n.severity}`}><Glyph tone={n.severity} size={14} /><span>{t(`notice.${n.code}`, cleaned(n.values))}</span><Age at={n.at} /></li>
      ))}</ul>}
    </Section>
  )
}
const cleaned = (values: Notice['values']): Notice['values'] => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? clean(value, { max: 300 }) : value]))

/** The newsroom to practise in. */
export const Demo = (): ReactNode => {
  const bridge = useBridge()
  const go = useGo()
  const mode = useGarda(select.mode)
  const [saving, run] = useSaving()
  const open = async (at: string | null): Promise<void> => { if (await run(() => bridge.demo({ open: true, at }))) go({ view: 'overview', item: null }) }
  return (
    <Section title={t('settings.demo')} {...(saving.is === 'failed' ? { saving } : {})}>
      <Line label={mode === 'demo' ? t('settings.demo.in') : t('settings.demo.out')} help={<>{mode === 'demo' && <DemoTag />} {t(mode === 'demo' ? 'settings.demo.in.help' : 'settings.demo.out.help')}</>}>
        {mode === 'demo'
          ? <Button disabled={saving.is === 'saving'} onClick={() => void run(() => bridge.demo({ open: false, at: null }))}>{t('settings.demo.leave')}</Button>
          : <><Button disabled={saving.is === 'saving'} onClick={() => void open(null)}>{t('settings.demo.open')}</Button><Button look="quiet" disabled={saving.is === 'saving'} onClick={() => void open('02:31')}>{t('settings.demo.breaks')}</Button></>}
      </Line>
    </Section>
  )
}

/** What runs here. */
export const About = (): ReactNode => {
  const bridge = useBridge()
  const [facts, setFacts] = useState<Facts | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    bridge.about().then((about) => { if (here) setFacts(about) }, (error: unknown) => { if (here) setFailure(error instanceof Error ? error.message : String(error)) })
    return () => { here = false }
  }, [bridge])
  return (
    <Section title={t('settings.about')}>
      {failure !== null && <p role="alert" className={css['help']}>{clean(failure, { max: 300 })}</p>}
      {facts && <>
        {facts.fallbackRuntime && <p className={`${css['runtime']} sev-info`}><Glyph tone="info" size={14} /><span>{t('notice.unsupported-runtime', { version: clean(facts.electron, { max: 40 }) })}</span></p>}
        <dl className={css['facts']}>
          {([['version', facts.version], ...(facts.installed === null ? [] : [['installed', t('settings.about.installed.value', { version: facts.installed })] as const]), ['electron', facts.electron], ['chrome', facts.chrome], ['node', facts.node], ['platform', facts.platform], ['userData', facts.userData]] as const).map(([key, value]) => (
            <div key={key}><dt>{t(`settings.about.${key}`)}</dt><dd>{key === 'userData' ? <code>{clean(value, { max: 400 })}</code> : clean(value, { max: 80 })}</dd></div>
          ))}
          <div><dt>{t('settings.about.licence')}</dt><dd>{t('settings.about.apache')}</dd></div>
        </dl>
      </>}
    </Section>
  )
}
