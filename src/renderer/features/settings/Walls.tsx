import { NativeSelect, Switch } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { wallSchema, type WallConfig } from '@shared/config/walls'
import type { CommandArgs } from '@shared/contract/commands'
import type { WallsView } from '@shared/domain/display'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { useWalls } from '../../state/walls'
import { Button } from '../../ui'
import { Line, Section } from './Section'
import type { PartProps } from './Sections'
import css from './settings.module.css'
import { useSaving } from './use-saving'
import { boardName, displayLabel, freeName, placeOf, summaryOf } from './wall-words'
import { WallForm } from './WallForm'

const MOST_WALLS = 8
const NONE: WallsView = { displays: [], walls: [] }

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

type Act = CommandArgs<'wall'>[0]

/** The walls there are: what each shows, where it stands or why it waits, and when it is night for it. */
export const Walls = ({ view, onSaved }: Pick<PartProps, 'view' | 'onSaved'>): ReactNode => {
  const bridge = useBridge()
  const titles = useTitles()
  const [now, reload] = useWalls()
  const { displays, walls: standing } = now ?? NONE
  const [saving, run] = useSaving()
  const [open, setOpen] = useState<string | null>(null)
  const { walls } = view.config
  const act = async (what: Act): Promise<boolean> => {
    const kept = await run(() => bridge.wall(what))
    await Promise.all([onSaved(), reload()])
    return kept
  }
  const save = async (wall: WallConfig, was: string | null): Promise<void> => { if (await act({ do: 'save', wall, was })) setOpen(wall.name) }
  const ofRun = standing.filter(({ from }) => from === 'run')
  return (
    <Section title={t('settings.walls')} saving={saving}>
      {walls.length + ofRun.length === 0 && <Line label={t('settings.walls.none')} help={t('settings.walls.help')} />}
      {walls.map((wall) => {
        const stands = standing.find(({ name, from }) => name === wall.name && from !== 'run') ?? null
        const fixed = stands?.from === 'file' || (view.readOnly.walls ?? []).includes(wall.name)
        return (
          <div key={wall.name}>
            <Line label={clean(wall.name, { max: 80 })} help={<>{summaryOf(wall, titles)}<Place wall={stands} display={wall.display} /></>} fixed={fixed}>
              {stands && <Controls wall={stands} name={clean(wall.name, { max: 80 })} displays={displays} onAct={(what) => void act(what)} />}
              {!fixed && <>
                <Button small expanded={open === wall.name} onClick={() => setOpen(open === wall.name ? null : wall.name)}>{t(open === wall.name ? 'common.close' : 'common.edit')}</Button>
                <Button small look="quiet" onClick={() => void act({ do: 'remove', name: wall.name })}>{t('common.remove')}</Button>
              </>}
            </Line>
            {open === wall.name && !fixed && <WallForm wall={wall} titles={titles} displays={displays} onChange={(to) => save(to, wall.name)} />}
          </div>
        )
      })}
      {ofRun.map((wall) => {
        const name = boardName(wall.item, titles)
        return <Line key={wall.item} label={name} help={<>{t('settings.walls.ofRun')}<Place wall={wall} display={undefined} /></>}><Controls wall={wall} name={name} displays={displays} onAct={(what) => void act(what)} /></Line>
      })}
      <Line label=""><Button disabled={walls.length >= MOST_WALLS} onClick={() => void save(wallSchema.parse({ name: freeName(walls.map((w) => w.name)) }), null)}>{t('settings.walls.add')}</Button></Line>
    </Section>
  )
}

type Standing = WallsView['walls'][number]

const Place = ({ wall, display }: { readonly wall: Standing | null; readonly display: string | undefined }): ReactNode => wall && <span className={css['place']} data-waits={wall.waits ?? undefined}>{placeOf(wall, display)}</span>

/** Opens and closes it, and puts it on another display. */
const Controls = ({ wall, name, displays, onAct }: { readonly wall: Standing; readonly name: string; readonly displays: WallsView['displays']; readonly onAct: (what: Act) => void }): ReactNode => {
  const isOpen = wall.waits !== 'off'
  const others = displays.filter((d) => d.name !== wall.display)
  return (
    <>
      {isOpen && others.length > 0 && (
        <NativeSelect size="xs" w={132} aria-label={t('settings.walls.move', { name })} value="" data={[{ value: '', label: t('settings.walls.moveTo') }, ...others.map((d) => ({ value: d.name, label: displayLabel(d) }))]}
          onChange={(e) => { if (e.currentTarget.value !== '') onAct({ do: 'move', name: wall.name, display: e.currentTarget.value }) }} />
      )}
      <Switch aria-label={t('settings.walls.enabled', { name })} checked={isOpen} onChange={(e) => onAct({ do: e.currentTarget.checked ? 'open' : 'close', name: wall.name })} />
    </>
  )
}
