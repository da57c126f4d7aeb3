import { useEffect, useState } from 'react'
import type { FiredAnswer } from '@shared/contract/commands'
import { useBridge } from './garda'
import { useSlots } from './slots'

const NOTHING: FiredAnswer = { alerts: [], partial: [] }
/** What is newer than this the alerts of now tell better. */
const LEAST_STEP_MS = 60_000
/** An answer is as good as its drawing: asked again when the window has moved by this part of it. */
const PARTS = 200

/** The moments between which is asked: the same for a while, though the window slides. Times are ms. */
export const askedSpan = ({ from, to }: { readonly from: number; readonly to: number }): { readonly from: number; readonly to: number } => {
  const step = Math.max(LEAST_STEP_MS, Math.ceil((to - from) / PARTS))
  return { from: Math.floor(from / step) * step, to: Math.ceil(to / step) * step }
}

/** When alerts of a service fired, as far as sources remember; the newest answer about it, whatever span that was for. */
export const useFired = (service: string, window: { readonly from: number; readonly to: number }): FiredAnswer => {
  const bridge = useBridge()
  const slots = useSlots('fired')
  const [known, setKnown] = useState<{ readonly service: string; readonly answer: FiredAnswer } | null>(null)
  const { from, to } = askedSpan(window)
  useEffect(() => {
    let wanted = true
    bridge.fired({ service, from, to, slot: slots.of('bands') }).then(
      (answer) => { if (wanted) setKnown({ service, answer }) },
      // a bridge that broke says so on every graph
      () => { if (wanted) setKnown(null) }
    )
    return () => { wanted = false }
  }, [bridge, slots, service, from, to])
  return known?.service === service ? known.answer : NOTHING
}
