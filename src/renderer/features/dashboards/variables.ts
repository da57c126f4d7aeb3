import { useEffect, useMemo, useRef, useState } from 'react'
import type { Bridge } from '@shared/contract/bridge'
import type { Failure, SourceStatus } from '@shared/domain/source'
import type { Variable } from '@shared/grafana/model'
import { resolveVariables, type Answers, type Resolved } from '@shared/grafana/resolve'
import { optionsOf, seriesText, type VariableQuery } from '@shared/grafana/variable-query'
import { failureText } from '@shared/text/failure'
import type { Span } from '../../charts'

type Asks = Pick<Bridge, 'names' | 'query'>

/** A window stands still between two beats; what came since is there all the same. */
const MARGIN_MS = 60_000
/** What has no values, or no answer, is asked for again. */
const AGAIN_MS = 30_000

/** What a source answers to the query of a variable. */
export const askVariable = async (bridge: Asks, source: { readonly id: string; readonly name: string }, span: Span, query: VariableQuery): Promise<Answers> => {
  const wrong = (failure: Failure, from: string): Answers => ({ ok: false, reason: failureText(failure, from || source.name) })
  const names = async (what: 'metrics' | 'labels' | 'values' | 'series', label: string | null, match: string | null): Promise<Answers> => {
    const answer = await bridge.names({ source: source.id, what, label, metric: null, match, from: span.from, to: span.to + MARGIN_MS })
    if (!answer.ok) return wrong(answer.failure, answer.source)
    return { ok: true, values: what === 'series' ? answer.series.map(seriesText) : answer.names }
  }
  try {
    switch (query.what) {
      case 'values': return await names('values', query.label, query.match)
      case 'names': return await names('labels', null, query.match)
      case 'series': return await names('series', null, query.match)
      case 'metrics': {
        const answer = await names('metrics', null, null)
        if (!answer.ok || query.regex === '') return answer
        const { options, problem } = optionsOf('metrics', answer.values, `/${query.regex}/`, 0)
        return problem === null ? { ok: true, values: options.map((o) => o.value) } : { ok: false, reason: problem }
      }
      case 'result': {
        const answer = await bridge.query({ source: source.id, expression: query.expression, kind: 'instant', from: span.from, to: span.to + MARGIN_MS, width: 1_000, stepMs: null })
        if (!answer.ok) return wrong(answer.failure, answer.source)
        return { ok: true, values: answer.data.series.map(({ labels, t, v }) => `${seriesText(labels)} ${v.at(-1) ?? 'NaN'} ${Math.round(t.at(-1) ?? 0)}`) }
      }
    }
  } catch (error) { return { ok: false, reason: error instanceof Error ? error.message : String(error) } }
}

export type Picks = Readonly<Record<string, readonly string[]>>

/** A board's variables as they stand; null until they were asked for once. Asked anew when a pick, the source or the range changes, and from time to time while one has no values. */
export const useVariables = (bridge: Asks, variables: readonly Variable[], source: Pick<SourceStatus, 'id' | 'name' | 'scrapeMs'> | null, range: string, span: Span): {
  readonly resolved: readonly Resolved[] | null; readonly pick: (name: string, values: readonly string[]) => void; readonly again: () => void
} => {
  const [picks, setPicks] = useState<Picks>({})
  const [round, setRound] = useState(0)
  const [resolved, setResolved] = useState<readonly Resolved[] | null>(null)
  // time passes without a question; only another look at it asks
  const now = useRef(span)
  useEffect(() => { now.current = span })
  const needy = (resolved ?? []).some((r) => r.variable.source.kind === 'query' && r.options.length === 0)
  const beat = needy ? Math.floor(span.to / AGAIN_MS) : 0
  const [id, name, scrapeMs] = [source?.id ?? null, source?.name ?? '', source?.scrapeMs ?? null]
  useEffect(() => {
    let over = false
    if (id === null) return undefined
    const asked = now.current
    void resolveVariables({ variables, picks, span: asked, source: name, scrapeMs, ask: (query) => askVariable(bridge, { id, name }, asked, query) }).then((list) => { if (!over) setResolved(list) })
    return () => { over = true }
  }, [bridge, variables, picks, id, name, scrapeMs, range, round, beat])
  return useMemo(() => ({
    resolved, pick: (variable: string, values: readonly string[]) => setPicks((was) => ({ ...was, [variable]: values })), again: () => setRound((n) => n + 1)
  }), [resolved])
}
