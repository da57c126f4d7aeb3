import type { ReactNode } from 'react'
import type { Board, Tile } from '@shared/grafana/model'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Panel } from '../../ui'
import css from './dashboards.module.css'

const nameOf = ({ title, type }: Tile): string => clean(title, { max: 120 }) || t('dashboards.unnamed', { kind: clean(type, { max: 60 }) })

/** All that a board says elsewhere and not here, by name and reason. */
export const BoardNotes = ({ board }: { readonly board: Board }): ReactNode => {
  const tiles = board.sections.flatMap((s) => s.tiles)
  const nothing = tiles.flatMap((tile) => (tile.show.as === 'nothing' ? [{ tile, reason: tile.show.reason }] : []))
  const noted = tiles.filter((tile) => tile.notes.length > 0)
  const variables = board.variables.flatMap((v) => (v.source.kind === 'nothing' ? [{ name: v.label, reason: v.source.reason }] : []))
  if (nothing.length + noted.length + board.notes.length + variables.length === 0) return null
  return (
    <Panel title={t('dashboards.notes')} note={t('dashboards.notes.count', { none: nothing.length + variables.length, other: noted.length })}>
      <ul className={css['notes']}>
        {board.notes.map((note, i) => <li key={`b${i}`}>{clean(note, { max: 400 })}</li>)}
        {variables.map(({ name, reason }, i) => <li key={`v${i}`}><b>{clean(name, { max: 60 })}</b> {clean(reason, { max: 300 })}</li>)}
        {nothing.map(({ tile, reason }) => <li key={tile.id}><b>{nameOf(tile)}</b> {t('dashboards.notShown')} {clean(reason, { max: 400 })}</li>)}
      </ul>
      {noted.length > 0 && (
        <details className={css['noted']}><summary>{t('dashboards.notes.other', { count: noted.length })}</summary>
          <ul className={css['notes']}>{noted.map((tile) => <li key={tile.id}><b>{nameOf(tile)}</b> {tile.notes.map((note) => clean(note, { max: 400 })).join(' ')}</li>)}</ul>
        </details>
      )}
    </Panel>
  )
}
