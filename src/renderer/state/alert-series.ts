import { useEffect, useState } from 'react'
import type { SeriesAnswer } from '@shared/contract/commands'
import { useBridge } from './garda'
import { useSlots } from './slots'

export type GoodSeries = Extract<SeriesAnswer, { ok: true }>
export type BadSeries = Extract<SeriesAnswer, { ok: false }>
interface Known {
  readonly id: string
  readonly answer: GoodSeries | null
  readonly failed: BadSeries | null
  /** The answer is one that was kept from before; a newer one is on its way. */
  readonly kept: boolean
}

const NOTHING: Omit<Known, 'id'> = { answer: null, failed: null, kept: false }

/**
 * The newest good answer for an alert's graph, and what became of the newest question when it was refused. Nothing is asked without a width or an alert.
 * `early`: until the first answer, what main has kept of it, which may be minutes old.
 */
export const useAlertSeries = (id: string | null, from: number, to: number, width: number, early = false): Omit<Known, 'id'> => {
  const bridge = useBridge()
  const slots = useSlots('alert')
  const [known, setKnown] = useState<Known | null>(null)
  useEffect(() => {
    if (id === null || !early) return undefined
    let wanted = true
    bridge.alertSeriesKept(id).then(
      (answer) => { if (wanted && answer?.ok) setKnown((was) => (was?.id === id && was.answer ? was : { id, answer, failed: was?.id === id ? was.failed : null, kept: true })) },
      () => { wanted = false } // the question itself says what is wrong
    )
    return () => { wanted = false }
  }, [bridge, id, early])
  useEffect(() => {
    if (width === 0 || id === null) return undefined
    let wanted = true
    const take = (answer: SeriesAnswer): void => {
      if (!wanted) return
      setKnown((was) => {
        const before = was?.id === id ? was : NOTHING
        return answer.ok ? { id, answer, failed: null, kept: false } : { id, answer: before.answer, failed: answer, kept: before.kept }
      })
    }
    bridge.alertSeries({ alert: id, from, to, width: Math.max(50, Math.min(8_000, width)), slot: slots.of('series') })
      .then(take, (error: unknown) => take({ ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } }))
    return () => { wanted = false }
  }, [bridge, id, from, to, width, slots])
  return known !== null && known.id === id ? known : NOTHING
}
