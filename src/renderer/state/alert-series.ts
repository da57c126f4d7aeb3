import { useEffect, useState } from 'react'
import type { SeriesAnswer } from '@shared/contract/commands'
import { useBridge } from './garda'

export type GoodSeries = Extract<SeriesAnswer, { ok: true }>
export type BadSeries = Extract<SeriesAnswer, { ok: false }>
interface Known { readonly id: string; readonly answer: GoodSeries | null; readonly failed: BadSeries | null }

/** The newest good answer for an alert's graph, and what became of the newest question when it was refused. Nothing is asked without a width or an alert. */
export const useAlertSeries = (id: string | null, from: number, to: number, width: number): Omit<Known, 'id'> => {
  const bridge = useBridge()
  const [known, setKnown] = useState<Known | null>(null)
  useEffect(() => {
    if (width === 0 || id === null) return undefined
    let wanted = true
    const take = (answer: SeriesAnswer): void => {
      if (wanted) setKnown((was) => (answer.ok ? { id, answer, failed: null } : { id, answer: was?.id === id ? was.answer : null, failed: answer }))
    }
    bridge.alertSeries({ alert: id, from, to, width: Math.max(50, Math.min(8_000, width)) })
      .then(take, (error: unknown) => take({ ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } }))
    return () => { wanted = false }
  }, [bridge, id, from, to, width])
  return known !== null && known.id === id ? known : { answer: null, failed: null }
}
