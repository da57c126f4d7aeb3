import { type ReactNode } from 'react'
import { BoardScreen } from './BoardScreen'
import { ListScreen } from './ListScreen'

/** The imported dashboards, or the one named by `item`. */
const DashboardsScreen = ({ item }: { readonly item: string | null }): ReactNode => (item === null ? <ListScreen /> : <BoardScreen key={item} id={item} />)
export default DashboardsScreen
