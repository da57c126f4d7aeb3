import { useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { NamesData } from '@shared/domain/query'
import type { Failure } from '@shared/domain/source'
import type { Bridge } from '@shared/contract/bridge'
import { useConfig } from '../../state/config'
import { useBridge } from '../../state/garda'
import { useSlots } from '../../state/slots'
import { useViewStore, type ViewStore } from '../../state/view'
import { ClockContext } from '../../ui'
import { createAnswering, type Answers, type Question } from './answers'
import { createNames, type Names } from './editor/names'
import { remember, type Asked } from './history'
import { FIRST, type Query } from './queries'

export type ViewOf = 'graph' | 'table' | 'explain'
/** What a person made of the screen; it outlives a visit to another one. */
export interface Kept {
  readonly queries: readonly Query[]
  readonly source: string | null
  readonly view: ViewOf
  /** The item of the place that was taken in last. */
  readonly item: string | null
  /** Counts the runs; 0: nothing was asked yet. */
  readonly round: number
}
const EMPTY: Kept = { queries: FIRST, source: null, view: 'graph', item: null, round: 0 }
const windows = new WeakMap<ViewStore, Kept>()

export const useKept = (): readonly [Kept, (change: (now: Kept) => Kept) => void] => {
  const view = useViewStore()
  const [kept, setKept] = useState(() => windows.get(view) ?? EMPTY)
  useEffect(() => { windows.set(view, kept) }, [view, kept])
  return [kept, setKept]
}

/** Answers to all that is asked now. */
export const useAnswers = (questions: readonly Question[]): Answers => {
  const bridge = useBridge()
  const clock = useContext(ClockContext)
  const slots = useSlots('explore')
  const [answering] = useState(() => createAnswering({ ask: (question) => bridge.query(question), slots, now: clock.tick }))
  useEffect(() => { answering.want(questions) }, [answering, questions])
  useEffect(() => answering.stop, [answering])
  return useSyncExternalStore(answering.subscribe, answering.get)
}

/** The names of one source, for completion. */
export const useNames = (source: string): Names => {
  const bridge = useBridge()
  const clock = useContext(ClockContext)
  return useMemo(() => createNames(bridge, source, clock.tick), [bridge, source, clock])
}

type Metrics = { readonly state: 'asking' } | { readonly state: 'known'; readonly names: NamesData['names'] } | { readonly state: 'failed'; readonly failure: Failure }
/** The metrics of a source, for what it could be asked. */
export const useMetrics = (source: string): Metrics => {
  const bridge: Pick<Bridge, 'names'> = useBridge()
  const [known, setKnown] = useState<{ readonly source: string; readonly metrics: Metrics } | null>(null)
  useEffect(() => {
    let over = false
    const take = (metrics: Metrics): void => { if (!over) setKnown({ source, metrics }) }
    bridge.names({ source, what: 'metrics', label: null, metric: null, match: null }).then(
      (answer) => take(answer.ok ? { state: 'known', names: answer.names } : { state: 'failed', failure: answer.failure }),
      (error: unknown) => take({ state: 'failed', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } })
    )
    return () => { over = true }
  }, [bridge, source])
  return known?.source === source ? known.metrics : { state: 'asking' }
}

export interface History {
  readonly list: readonly Asked[]
  /** Whether the settings were read: what is not read yet must not be written over. */
  readonly read: boolean
  /** Why the last change could not be kept; null when it was. */
  readonly unsaved: string | null
  readonly add: (asked: readonly Asked[]) => void
  readonly set: (list: readonly Asked[]) => void
}
const NOTHING: readonly Asked[] = []

/** What was asked before, kept in the person's settings. */
export const useHistory = (): History => {
  const bridge = useBridge()
  const { view } = useConfig()
  const [own, setOwn] = useState<readonly Asked[] | null>(null)
  const [unsaved, setUnsaved] = useState<string | null>(null)
  const kept = view?.config.explore.history ?? NOTHING
  const list = own ?? kept
  const set = useCallback((next: readonly Asked[]): void => {
    setOwn(next)
    bridge.saveSettings({ explore: { history: [...next] } }).then(
      (done) => setUnsaved(done.ok ? null : done.reason),
      (error: unknown) => setUnsaved(error instanceof Error ? error.message : String(error))
    )
  }, [bridge])
  const add = useCallback((asked: readonly Asked[]): void => {
    const next = remember(list, asked)
    if (next !== list) set(next)
  }, [list, set])
  return { list, read: view !== null, unsaved, add, set }
}
