import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { durationText } from '@shared/config/duration'
import { t } from '@shared/text/catalogue'
import { Button, Icon } from '../../ui'
import css from './settings.module.css'
import { useTyped } from './use-typed'
import { boardName, dwellOf, moved, textOf, withDwell, type BoardEntry, type TypedEntry } from './wall-words'

const MOST_BOARDS = 20

/** The boards of a wall, in their order. `dwell`: of those that have none of their own, ms; `onTyped` answers why what was typed cannot be; null: it is kept. */
export const BoardList = ({ boards, dwell, titles, choices, onChange, onTyped }: {
  readonly boards: readonly BoardEntry[]; readonly dwell: number; readonly titles: ReadonlyMap<string, string>; readonly choices: readonly string[]
  readonly onChange: (boards: readonly BoardEntry[]) => void; readonly onTyped: (boards: readonly TypedEntry[]) => string | null
}): ReactNode => (
  <ol className={css['boards']}>
    {boards.map((entry, i) => {
      const name = boardName(textOf(entry), titles)
      return (
        <li key={`${i} ${textOf(entry)}`}>
          <span>{name}</span>
          {boards.length > 1 && <Dwell name={name} own={dwellOf(entry)} usual={dwell} onKeep={(text) => onTyped(boards.map((one, at) => (at === i ? withDwell(entry, text) : one)))} />}
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

/** How long one board is shown; empty: as long as every other. */
const Dwell = ({ name, own, usual, onKeep }: { readonly name: string; readonly own: number | null; readonly usual: number; readonly onKeep: (text: string) => string | null }): ReactNode => {
  const typed = useTyped(own === null ? '' : durationText(own), onKeep)
  return <TextInput className={css['dwell']} aria-label={t('settings.walls.board.dwell', { name })} placeholder={durationText(usual)} size="xs" {...typed} />
}
