import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Panel } from '@shared/domain/series'
import type { Service } from '@shared/domain/service'
import type { Failure } from '@shared/domain/source'
import type { Bridge } from '@shared/contract/bridge'
import type { Unasked } from '@shared/contract/commands'

export interface PanelList {
  /** Null until the first answer. */
  readonly panels: readonly Panel[] | null
  /** Why there is none at all. */
  readonly failure: Failure | null
  /** Sources that could not say which they have. */
  readonly partial: readonly Unasked[]
  readonly again: () => void
}

/** Metrics come and go with releases; a source that did not answer is asked sooner. */
const AFTER_ANSWER_MS = 300_000
const AFTER_NOTHING_MS = 15_000

const ALL_TOLD: readonly Unasked[] = []

interface Listed { readonly service: string | null; readonly panels: readonly Panel[] | null; readonly failure: Failure | null; readonly partial: readonly Unasked[] }

/** Who sees a service now, as one text: with a replica that falls silent its graphs are to come from another. `fresh`: sources whose word holds. */
export const seenNow = ({ seenBy }: Pick<Service, 'seenBy'>, fresh: ReadonlySet<string>): string => seenBy.flatMap((seen) => (seen.fresh && fresh.has(seen.source) ? [seen.source] : [])).join(' ')

/**
 * The graphs that exist for a service; of null nothing is asked. Keeps what it knows while it asks anew, and keeps its reference while nothing changed.
 * @param seen another one asks at once, see `seenNow`
 */
export const usePanels = (bridge: Pick<Bridge, 'panels'>, service: string | null, seen = ''): PanelList => {
  const [listed, setListed] = useState<Listed>({ service, panels: null, failure: null, partial: ALL_TOLD })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (service === null) return undefined
    let over = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const take = (panels: readonly Panel[], failure: Failure | null, partial: readonly Unasked[]): void => {
      if (over) return
      setListed((was) => {
        const known = was.service === service ? was.panels : null
        const next = failure && panels.length === 0 ? known : known && JSON.stringify(known) === JSON.stringify(panels) ? known : panels
        return { service, panels: next, failure, partial }
      })
      timer = setTimeout(ask, failure || partial.length > 0 || panels.length === 0 ? AFTER_NOTHING_MS : AFTER_ANSWER_MS)
    }
    const ask = (): void => {
      bridge.panels(service).then(
        (answer) => take(answer.panels, answer.failure, answer.partial),
        (error: unknown) => take([], { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } }, ALL_TOLD)
      )
    }
    ask()
    return () => { over = true; clearTimeout(timer) }
  }, [bridge, service, seen, round])
  const again = useCallback(() => setRound((n) => n + 1), [])
  const own = listed.service === service ? listed : null
  return useMemo(() => ({ panels: own?.panels ?? null, failure: own?.failure ?? null, partial: own?.partial ?? ALL_TOLD, again }), [own, again])
}
