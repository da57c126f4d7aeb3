import type { ReactNode } from 'react'
import { WallDashboard } from './features/dashboards/WallDashboard'
import { WallScreen } from './features/wall/WallScreen'

/** A wall with the dashboards it may show: joined here, so that no room knows another. */
const Wall = ({ item }: { readonly item: string | null }): ReactNode => <WallScreen item={item} Dashboard={WallDashboard} />
export default Wall
