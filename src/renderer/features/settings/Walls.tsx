import { NativeSelect, Switch } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { wallSchema, type WallConfig } from '@shared/config/walls'
import { durationText } from '@shared/config/duration'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge, useGarda } from '../../state/garda'
import { Button, Icon, Segments } from '../../ui'
import { Line, Section } from './Section'
import type { PartProps } from './Sections'
import css from './settings.module.css'
import { TypedField } from './TypedField'
import { useSaving } from './use-saving'
import { boardChoices, boardName, freeName, moved, summaryOf, textOf, type BoardEntry } from './wall-words'

const select = { services: (s: AppState) => s.services, environments: (s: AppState) => s.environments }
const MOST_WALLS = 8
const MOST_BOARDS = 20
const NIGHTS = ['hours', 'always', 'never'] as const
const USUAL_NIGHT = { from: '22:00', to: '07:00' }

/** Titles of the imported dashboards, by id. */
const useTitles = (): ReadonlyMap<string, string> => {
  const bridge = useBridge()
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    let here = true
    bridge.dashboards().then(({ list }) => { if (here) setTitles(new Map(list.map((d) => [d.id, clean(d.title, { max: 80 })]))) }, () => undefined)
    return () => { here = false }
  }, [bridge])
  return titles
}

/** The walls there are: what each shows, for how long, on which display, and when it is night for it. */
export const Walls = ({ view, onSaved }: Pick<PartProps, 'view' | 'onSaved'>): ReactNode => {
  const bridge = useBridge()
  const titles = useTitles()
  const [saving, run] = useSaving()
  const [open, setOpen] = useState<string | null>(null)
  const { walls } = view.config
  const given = new Set(view.readOnly.walls ?? [])
  const own = walls.filter((w) => !given.has(w.name))
  const save = async (next: readonly WallConfig[]): Promise<boolean> => {
    const kept = await run(() => bridge.saveSettings({ walls: [...next] }))
    await onSaved()
    return kept
  }
  const change = (wall: WallConfig, to: WallConfig): Promise<boolean> => save(own.map((w) => (w === wall ? to : w)))
  const add = async (): Promise<void> => {
    const wall = wallSchema.parse({ name: freeName(walls.map((w) => w.name)) })
    if (await save([...own, wall])) setOpen(wall.name)
  }
  return (
    <Section title={t('settings.walls')} saving={saving}>
      {walls.length === 0 && <Line label={t('settings.walls.none')} help={t('settings.walls.help')} />}
      {walls.map((wall) => {
        const fixed = given.has(wall.name)
        const name = clean(wall.name, { max: 80 })
        return (
          <div key={wall.name}>
            <Line label={name} help={summaryOf(wall, titles)} fixed={fixed}>
              {!fixed && <>
                <Switch aria-label={t('settings.walls.enabled', { name })} checked={wall.enabled} onChange={(e) => void change(wall, { ...wall, enabled: e.currentTarget.checked })} />
                <Button small expanded={open === wall.name} onClick={() => setOpen(open === wall.name ? null : wall.name)}>{t(open === wall.name ? 'common.close' : 'common.edit')}</Button>
                <Button small look="quiet" onClick={() => void save(own.filter((w) => w !== wall))}>{t('common.remove')}</Button>
              </>}
            </Line>
            {open === wall.name && !fixed && <WallForm wall={wall} titles={titles} onChange={async (to) => { if (await change(wall, to)) setOpen(to.name) }} />}
          </div>
        )
      })}
      <Line label=""><Button disabled={walls.length >= MOST_WALLS} onClick={() => void add()}>{t('settings.walls.add')}</Button></Line>
    </Section>
  )
}

const WallForm = ({ wall, titles, onChange }: { readonly wall: WallConfig; readonly titles: ReadonlyMap<string, string>; readonly onChange: (to: WallConfig) => Promise<void> }): ReactNode => {
  const environments = Object.keys(useGarda(select.environments))
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
    if (!read.success) return read.error.issues[0]?.message ?? ''
    void onChange(read.data)
    return null
  }
  return (
    <div className={css['wallForm']}>
      <TypedField id="wall-name" label={t('settings.walls.name')} first={wall.name} onKeep={(name) => typed({ name })} />
      <TypedField id="wall-display" label={t('settings.walls.display')} help={t('settings.walls.display.help')} first={wall.display ?? ''} onKeep={(display) => typed({ display: display === '' ? undefined : display })} />
      <Line label={t('settings.walls.environment')} htmlFor="wall-environment">
        <NativeSelect id="wall-environment" value={wall.environment ?? ''} data={[{ value: '', label: t('settings.walls.environment.worst') }, ...environments.map((e) => ({ value: e, label: clean(e, { max: 60 }) }))]}
          onChange={(e) => { const { value } = e.currentTarget; void onChange(value === '' ? without(wall) : { ...wall, environment: value }) }} />
      </Line>
      <Line label={t('settings.walls.boards')} help={t('settings.walls.boards.help')}>
        <BoardList boards={wall.boards} titles={titles} choices={choices} onChange={(boards) => set({ boards: [...boards] })} />
      </Line>
      <TypedField id="wall-dwell" label={t('settings.walls.dwell')} help={t('settings.walls.dwell.help')} first={durationText(wall.dwell)} onKeep={(dwell) => typed({ dwell })} />
      <Line label={t('settings.walls.night')} help={t('settings.walls.night.help')}>
        <Segments label={t('settings.walls.night')} value={kind} onChange={(to) => set({ night: to === 'hours' ? USUAL_NIGHT : to })} options={NIGHTS.map((value) => ({ value, label: t(`settings.walls.night.${value}`) }))} />
      </Line>
      {kind === 'hours' && <>
        <TypedField id="wall-from" label={t('settings.walls.night.from')} first={hours.from} onKeep={(from) => typed({ night: { ...hours, from } })} />
        <TypedField id="wall-to" label={t('settings.walls.night.to')} first={hours.to} onKeep={(to) => typed({ night: { ...hours, to } })} />
      </>}
      <Line label={t('settings.walls.awake')} help={t('settings.walls.awake.help')} htmlFor="wall-awake">
        <Switch id="wall-awake" checked={wall.keepAwake} onChange={(e) => set({ keepAwake: e.currentTarget.checked })} />
      </Line>
    </div>
  )
}

const BoardList = ({ boards, titles, choices, onChange }: {
  readonly boards: readonly BoardEntry[]; readonly titles: ReadonlyMap<string, string>; readonly choices: readonly string[]; readonly onChange: (boards: readonly BoardEntry[]) => void
}): ReactNode => (
  <ol className={css['boards']}>
    {boards.map((entry, i) => {
      const name = boardName(textOf(entry), titles)
      return (
        <li key={`${i} ${textOf(entry)}`}>
          <span>{name}{typeof entry !== 'string' && entry.dwell !== undefined && <small className="faint"> {durationText(entry.dwell)}</small>}</span>
          <Button small look="quiet" disabled={i === 0} label={t('settings.walls.up', { name })} onClick={() => onChange(moved(boards, i, -1))}>↑</Button>
          <Button small look="quiet" disabled={i === boards.length - 1} label={t('settings.walls.down', { name })} onClick={() => onChange(moved(boards, i, 1))}>↓</Button>
          <Button small look="quiet" disabled={boards.length === 1} label={t('settings.walls.drop', { name })} onClick={() => onChange(boards.filter((_, at) => at !== i))}><Icon name="x" size={12} /></Button>
        </li>
      )
    })}
    <li><NativeSelect aria-label={t('settings.walls.board.add')} value="" disabled={boards.length >= MOST_BOARDS} data={[{ value: '', label: t('settings.walls.board.add') }, ...choices.map((value) => ({ value, label: boardName(value, titles) }))]}
      onChange={(e) => { if (e.currentTarget.value !== '') onChange([...boards, e.currentTarget.value]) }} /></li>
  </ol>
)
