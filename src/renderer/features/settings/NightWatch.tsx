import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { useBridge } from '../../state/garda'
import { Line, Section } from './Section'
import type { PartProps } from './Sections'
import { useSaving } from './use-saving'

const SWITCHES = ['schedule', 'test', 'keepAwake', 'digest'] as const

/** When the night watch is armed, and what it does then. */
export const NightWatch = ({ view, isFixed, onSaved }: PartProps): ReactNode => {
  const bridge = useBridge()
  const [saving, run] = useSaving()
  const { nightWatch, night } = view.config.paging
  const fixed = isFixed('paging', 'nightWatch')
  const lines = {
    schedule: [t('settings.watch.schedule'), t('settings.watch.schedule.help', { from: night.from, to: night.to })], test: [t('settings.watch.test'), t('settings.watch.test.help')],
    keepAwake: [t('watch.keepAwake'), t('watch.keepAwake.help')], digest: [t('settings.watch.digest'), t('settings.watch.digest.help')]
  } as const
  const save = async (key: (typeof SWITCHES)[number], on: boolean): Promise<void> => {
    await run(() => bridge.saveSettings({ nightWatch: { ...nightWatch, [key]: on } }))
    await onSaved()
  }
  return (
    <Section title={t('watch.title')} saving={saving}>
      {SWITCHES.map((key) => (
        <Line key={key} label={lines[key][0]} help={lines[key][1]} fixed={fixed} htmlFor={`watch-${key}`}>
          <Switch id={`watch-${key}`} checked={nightWatch[key]} disabled={fixed} onChange={(e) => void save(key, e.currentTarget.checked)} />
        </Line>
      ))}
    </Section>
  )
}
