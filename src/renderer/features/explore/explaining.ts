import type { FreeQuery, QueryData } from '@shared/domain/query'
import type { QueryAnswer } from '@shared/contract/commands'
import type { Slots } from '../../state/slots'
import type { Bad } from './answers'
import { firstQuestion, furtherQuestions, type NodeQuestion, type TreeNode } from './tree'

/** What is known of a part so far. */
export interface NodeFacts {
  readonly state: 'waiting' | 'asking' | 'known' | 'failed' | 'none'
  readonly count: number | null
  readonly value: number | null
  /** Seconds since the newest sample of a selector. */
  readonly ageSeconds: number | null
  readonly failed: Bad | null
}
export type Facts = readonly NodeFacts[]

const START: NodeFacts = { state: 'waiting', count: null, value: null, ageSeconds: null, failed: null }
const numberOf = ({ series }: QueryData): number | null => series[0]?.v.at(-1) ?? null

export interface Explaining { readonly source: string; readonly nodes: readonly TreeNode[]; /** The moment asked about, ms. */ readonly at: number; readonly slots: Slots }
/** One question at a time needs one slot. */
const PART = 'part'

/**
 * Asks about each part of an expression, one question after the other, and tells what is known after each.
 * @returns its own end
 */
export const explain = (
  ask: (query: { readonly source: string; readonly slot: string } & FreeQuery) => Promise<QueryAnswer>, { source, nodes, at, slots }: Explaining, tell: (facts: Facts) => void
): (() => void) => {
  let facts: readonly NodeFacts[] = nodes.map((node) => (firstQuestion(node) ? START : { ...START, state: 'none' }))
  let over = false
  const put = (id: number, change: Partial<NodeFacts>): void => {
    if (over) return
    facts = facts.map((one, i) => (i === id ? { ...one, ...change } : one))
    tell(facts)
  }
  const answerTo = async ({ expression }: NodeQuestion): Promise<QueryAnswer> => {
    try { return await ask({ source, expression, kind: 'instant', from: at, to: at, width: 50, stepMs: null, slot: slots.of(PART) }) } catch (error) {
      return { ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } }
    }
  }
  const look = async (node: TreeNode): Promise<void> => {
    const first = firstQuestion(node)
    if (!first) return
    put(node.id, { state: 'asking' })
    const answer = await answerTo(first)
    if (!answer.ok) { put(node.id, { state: 'failed', failed: answer }); return }
    if (first.what === 'value') { put(node.id, { state: 'known', value: numberOf(answer.data) }); return }
    const count = numberOf(answer.data) ?? 0
    const known: { value: number | null; ageSeconds: number | null } = { value: null, ageSeconds: null }
    for (const further of furtherQuestions(node, count)) {
      if (over) return
      const more = await answerTo(further)
      // the count stands, whatever becomes of what is asked beside it
      if (more.ok) known[further.what === 'age' ? 'ageSeconds' : 'value'] = numberOf(more.data)
    }
    put(node.id, { state: 'known', count, ...known })
  }
  tell(facts)
  void nodes.reduce((before, node) => before.then(() => (over ? undefined : look(node))), Promise.resolve())
  return () => { over = true; slots.giveUp(PART) }
}
