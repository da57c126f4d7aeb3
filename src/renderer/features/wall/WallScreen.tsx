import type { ReactNode } from 'react'
import { clean } from '@shared/text/clean'

/** One wall; `item` names it, or the board that it shows. */
const WallScreen = ({ item }: { readonly item: string | null }): ReactNode => <main><h1>{clean(item ?? 'now', { max: 400 })}</h1></main>
export default WallScreen
