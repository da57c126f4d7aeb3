import { NativeSelect, Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import { durationText } from '@shared/config/duration'
import { meantOf } from '@shared/config/problems'
import { wallSchema, type WallConfig } from '@shared/config/walls'
import type { WallsView } from '@shared/domain/display'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { useGarda } from '../../state/garda'
import { Segments } from '../../ui'
import { BoardList } from './BoardList'
import { Line } from './Section'
import css from './settings.module.css'
import { TypedField } from './TypedField'
import { boardChoices, displayChoices, displayValue, environmentChoices } from './wall-words'

const select = { services: (s: AppState) => s.services, environments: (s: AppState) => s.environments }
const NIGHTS = ['hours', 'always', 'never'] as const
const USUAL_NIGHT: { readonly from: string; readonly to: string; readonly zone?: string | undefined } = { from: '22:00', to: '07:00' }

export interface WallFormProps { readonly wall: WallConfig; readonly titles: ReadonlyMap<string, string>; readonly displays: WallsView['displays']; readonly onChange: (to: WallConfig) => Promise<void> }
/** All that is set of one wall. */
export const WallForm = ({ wall, titles, displays, onChange }: WallFormProps): ReactNode => {
  const environments = environmentChoices(Object.values(useGarda(select.environments)), wall.environment)
  const services = useGarda(select.services)
  const choices = boardChoices(Object.keys(services), [...titles.keys()])
  const { night } = wall
  const kind = typeof night === 'string' ? night : 'hours'
  const hours = typeof night === 'string' ? USUAL_NIGHT : night
  const set = (change: Partial<WallConfig>): void => { void onChange({ ...wall, ...change }) }
  const without = ({ environment: _, ...rest }: WallConfig): WallConfig => rest
  /** What a person typed, as the schema reads it; a reason where it cannot. */
  const typed = (change: Readonly<Record<string, unknown>>): string | null => {
    const read = wallSchema.safeParse({ ...wall, ...change })
    if (!read.success) return read.error.issues.flatMap(meantOf)[0]?.message ?? ''
    void onChange(read.data)
    return null
  }
  return (
    <div className={css['wallForm']}>
      <TypedField id="wall-name" label={t('settings.walls.name')} first={wall.name} onKeep={(name) => typed({ name })} />
      <Line label={t('settings.walls.display')} help={t('settings.walls.display.help')} htmlFor="wall-display">
        <NativeSelect id="wall-display" w={240} value={displayValue(displays, wall.display)} data={[...displayChoices(displays, wall.display)]} onChange={(e) => { typed({ display: e.currentTarget.value === '' ? undefined : e.currentTarget.value }) }} />
      </Line>
      <Line label={t('settings.walls.environment')} htmlFor="wall-environment">
        <NativeSelect id="wall-environment" w={240} value={environments.value} data={[...environments.data]}
          onChange={(e) => { const { value } = e.currentTarget; void onChange(value === '' ? without(wall) : { ...wall, environment: value }) }} />
      </Line>
      <Line label={t('settings.walls.boards')} help={t('settings.walls.boards.help')}>
        <BoardList boards={wall.boards} dwell={wall.dwell} titles={titles} choices={choices} onChange={(boards) => set({ boards: [...boards] })} onTyped={(boards) => typed({ boards })} />
      </Line>
      <TypedField id="wall-dwell" label={t('settings.walls.dwell')} help={t('settings.walls.dwell.help')} first={durationText(wall.dwell)} onKeep={(dwell) => typed({ dwell })} />
      <Line label={t('settings.walls.night')} help={t('settings.walls.night.help')}>
        <Segments label={t('settings.walls.night')} value={kind} onChange={(to) => set({ night: to === 'hours' ? USUAL_NIGHT : to })} options={NIGHTS.map((value) => ({ value, label: t(`settings.walls.night.${value}`) }))} />
      </Line>
      {kind === 'hours' && <>
        <TypedField id="wall-from" label={t('settings.walls.night.from')} first={hours.from} onKeep={(from) => typed({ night: { ...hours, from } })} />
        <TypedField id="wall-to" label={t('settings.walls.night.to')} first={hours.to} onKeep={(to) => typed({ night: { ...hours, to } })} />
        <TypedField id="wall-zone" label={t('settings.walls.night.zone')} help={t('settings.walls.night.zone.help')} first={hours.zone ?? ''} onKeep={(zone) => typed({ night: { from: hours.from, to: hours.to, ...(zone === '' ? {} : { zone }) } })} />
      </>}
      <Line label={t('settings.walls.awake')} help={t('settings.walls.awake.help')} htmlFor="wall-awake">
        <Switch id="wall-awake" checked={wall.keepAwake} onChange={(e) => set({ keepAwake: e.currentTarget.checked })} />
      </Line>
    </div>
  )
}
