import { useEffect, useMemo, useState } from 'react'
import type { Place } from '@shared/contract/bridge'
import { createCrosshair } from '../charts'
import { useAppearance, useView, useViewStore } from '../state/view'
import { useSteps, useVisible } from './beat'
import { compareWith, go, goBack, lookAt, type Look } from './look'
import { offered, shownOf, type Compare } from './compare'
import { bindingsOf } from './keys'
import { between, isOpen, lastOf, rangeId, refreshEvery, windowOf, zoomTo, type Range } from './range'
import type { TimeNeeds, TimeView } from './time-view'

/** How time was looked at in each place of the window's history, so that the way back finds it as it was. */
const looks = new WeakMap<Place, Look>()

/** Goes to a place and looks at a time there. */
export const useGoAt = (): ((place: Place, range: Range) => void) => {
  const view = useViewStore()
  return (place, range) => { looks.set(place, lookAt(range)); view.go(place) }
}

/** Goes to a place and looks at it as at this one: at the same time, live or not, beside the same past. */
export const useGoAlong = (): ((place: Place) => void) => {
  const view = useViewStore()
  return (place) => {
    const look = looks.get(view.get().place)
    if (look) looks.set(place, { ...look, back: [] })
    view.go(place)
  }
}

/** The time of one view of graphs. Its bar is `TimeBar`. */
export const useTimeView = ({ sourceMs, alert = null, environments = NOWHERE, compares = true, first }: TimeNeeds): TimeView => {
  const place = useView((v) => v.place)
  const [{ time: zone }] = useAppearance()
  const [look, setLook] = useState<Look>(() => (first ? lookAt(first) : (looks.get(place) ?? lookAt())))
  useEffect(() => { looks.set(place, look) }, [place, look])
  const [open, setOpen] = useState<TimeView['open']>(null)
  const [crosshair] = useState(() => createCrosshair())
  const visible = useVisible()
  const { range, paused } = look

  const wanted = visible && !paused
  const minute = useSteps(60_000, wanted)
  const everyMs = refreshEvery(windowOf(range, minute), sourceMs)
  const now = useSteps(everyMs, wanted)
  const { from, to } = windowOf(range, now)
  const window = useMemo(() => ({ from, to }), [from, to])

  const offer = useMemo(() => (compares ? offered({ from, to }, environments) : []), [compares, from, to, environments])
  const compare = shownOf(look.compare, offer)
  const zoom = alert ? zoomTo(alert, now) : null
  useEffect(() => crosshair.onZoom((span) => setLook((was) => go(was, between(span)))), [crosshair])

  const view = {
    range, rangeId: rangeId(range), window, now, everyMs, zone, crosshair, compare, compared: look.compared, offer, zoom, open, setOpen,
    live: !isOpen(range, now) ? 'over' : paused ? 'paused' : 'live',
    canBack: look.back.length > 0,
    look: (next: Range) => setLook((was) => go(was, next)),
    back: () => setLook(goBack),
    toggleLive: () => setLook((was) => (isOpen(was.range, now) ? { ...was, paused: !was.paused } : go(was, lastOf(to - from)))),
    compareWith: (next: Compare) => setLook((was) => compareWith(was, next))
  } as const
  return { ...view, bindings: bindingsOf(view) }
}
const NOWHERE: readonly string[] = []
