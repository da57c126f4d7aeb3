import type { QueryAnswer } from '@shared/contract/commands'
import type { FreeQuery } from '@shared/domain/query'
import { broken, createAsker, type Asked, type Asker } from '../../state/asker'

/** What a tile wants to know next. Equal `view`: the same questions, later. */
export interface Wanted { readonly view: string; readonly source: string; readonly queries: readonly FreeQuery[]; readonly span: { readonly from: number; readonly to: number } }
export type Heard = Asked<Wanted, readonly QueryAnswer[]>

const isRefused = (answer: QueryAnswer): answer is Extract<QueryAnswer, { readonly ok: false }> => !answer.ok
const sameView = (a: Wanted, b: Wanted): boolean => a.view === b.view && a.source === b.source

/** Asks a tile's questions together, one round at a time; of a round in which some failed, what came is shown. */
export const createTileAsker = ({ ask, now }: {
  /** `nth`: which of the tile's questions. */
  readonly ask: (source: string, query: FreeQuery, nth: number) => Promise<QueryAnswer>
  readonly now: () => number
}): Asker<Wanted, readonly QueryAnswer[]> => createAsker<Wanted, readonly QueryAnswer[], readonly QueryAnswer[]>({
  ask: ({ source, queries }) => Promise.all(queries.map((query, nth) => ask(source, query, nth).catch(broken))),
  read: (answers) => ({ data: answers.length === 0 || !answers.every(isRefused) ? answers : null, failed: answers.find(isRefused) ?? null }),
  same: (a, b) => a === b || (sameView(a, b) && JSON.stringify(a.queries) === JSON.stringify(b.queries)),
  sameView, stays: () => false, now
})
