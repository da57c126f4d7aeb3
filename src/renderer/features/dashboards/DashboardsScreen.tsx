import { useCallback, useEffect, useRef, type ReactNode } from 'react'
import { BoardScreen } from './BoardScreen'
import { DropTarget } from './DropTarget'
import { ListScreen } from './ListScreen'
import { useImport } from './use-import'
import css from './dashboards.module.css'

/** The imported dashboards, or the one named by `item`. A file may be dropped onto either. */
const DashboardsScreen = ({ item }: { readonly item: string | null }): ReactNode => {
  const importing = useImport()
  const latest = useRef(importing.dropped)
  useEffect(() => { latest.current = importing.dropped })
  const take = useCallback((file: File) => latest.current(file), [])
  return (
    <>
      <DropTarget onFile={take} />
      {importing.problem !== null && <p role="alert" className={`${css['wrong']} sev-critical`}>{importing.problem}</p>}
      {item === null ? <ListScreen importing={importing} /> : <BoardScreen key={item} id={item} />}
    </>
  )
}
export default DashboardsScreen
