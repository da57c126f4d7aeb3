import type { FreeQuery, QueryData } from '@shared/domain/query'
import type { QueryAnswer } from '@shared/contract/commands'
import type { Slots } from '../../state/slots'

/** What is to be known of one query. Another `round` asks again, though all else is the same. */
export interface Question extends FreeQuery { readonly letter: string; readonly source: string; readonly round: number }
export type Bad = Extract<QueryAnswer, { readonly ok: false }>

/** How a question fares. An answer to the same expression stays while a newer one is awaited. */
export interface Known {
  readonly question: Question
  readonly data: QueryData | null
  readonly failed: Bad | null
  /** Since when an answer is awaited, ms; null: none is. */
  readonly asking: number | null
}
export type Answers = ReadonlyMap<string, Known>

export interface Answering {
  readonly get: () => Answers
  readonly subscribe: (listener: () => void) => () => void
  /** What is asked now; what is not named is forgotten. */
  readonly want: (questions: readonly Question[]) => void
  readonly stop: () => void
}

const same = (a: Question, b: Question): boolean =>
  a.source === b.source && a.expression === b.expression && a.kind === b.kind && a.from === b.from && a.to === b.to && a.width === b.width && a.stepMs === b.stepMs && a.round === b.round
/** Its answer may stay on screen until the newer one comes: the time it covers is told beside it. */
const alike = (a: Question, b: Question): boolean => a.source === b.source && a.expression === b.expression && a.kind === b.kind && a.to - a.from === b.to - b.from

/** The source has refused the expression itself: a later moment changes nothing. */
const pointless = ({ question: asked, failed }: Known, question: Question): boolean =>
  failed?.failure.code === 'api-error' && asked.source === question.source && asked.expression === question.expression && asked.kind === question.kind && asked.round === question.round

export interface AnsweringParts {
  readonly ask: (question: { readonly source: string; readonly slot: string } & FreeQuery) => Promise<QueryAnswer>
  /** By the query's letter. */
  readonly slots: Slots
  /** ms since 1970 */
  readonly now: () => number
}

/** Asks each question once, and drops the answers to those that are not wanted any more: the source need not end them either. */
export const createAnswering = ({ ask, slots, now }: AnsweringParts): Answering => {
  let answers: Answers = new Map()
  let over = false
  const listeners = new Set<() => void>()
  const set = (next: Answers): void => {
    answers = next
    for (const listener of [...listeners]) listener()
  }
  const take = (question: Question, answer: QueryAnswer): void => {
    const known = answers.get(question.letter)
    if (over || known?.question !== question) return
    set(new Map(answers).set(question.letter, { question, data: answer.ok ? answer.data : known.data, failed: answer.ok ? null : answer, asking: null }))
  }
  const send = (question: Question): void => {
    const { letter, source, expression, kind, from, to, width, stepMs } = question
    ask({ source, expression, kind, from, to, width, stepMs, slot: slots.of(letter) }).then(
      (answer) => take(question, answer),
      (error: unknown) => take(question, { ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } })
    )
  }
  return {
    get: () => answers,
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    want: (questions) => {
      over = false
      const next = new Map<string, Known>()
      const due: Question[] = []
      for (const question of questions) {
        const known = answers.get(question.letter)
        if (known && (same(known.question, question) || pointless(known, question))) { next.set(question.letter, known); continue }
        next.set(question.letter, { question, data: known && alike(known.question, question) ? known.data : null, failed: null, asking: now() })
        due.push(question)
      }
      for (const letter of answers.keys()) if (!next.has(letter)) slots.giveUp(letter)
      if (due.length > 0 || next.size !== answers.size) set(next)
      for (const question of due) send(question)
    },
    stop: () => { over = true; answers = new Map(); slots.giveUp() }
  }
}
