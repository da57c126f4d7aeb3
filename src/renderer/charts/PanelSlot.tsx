import { use, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { OutletContext } from './outlet'
import type { Turns } from './turns'

export interface Place { readonly width: number; readonly height: number; /** In or near the window: worth asking and drawing for. */ readonly near: boolean }

export interface PanelSlotProps {
  readonly turns: Turns
  readonly minHeight: number
  readonly children: (place: Place) => ReactNode
}

const unheard = (): (() => void) => () => undefined
const never = (): boolean => false

/** How far outside the window a panel is made ready, pixels. */
const AHEAD = 240
const isNear = ({ top, bottom, width, height }: DOMRect): boolean => width > 0 && height > 0 && bottom > -AHEAD && top < innerHeight + AHEAD

/**
 * A place for one panel, as large as its grid makes it. The panel is mounted when the place first comes near the window, in its turn;
 * it is told its size, and when it is far, so that it may rest.
 */
export const PanelSlot = ({ turns, minHeight, children }: PanelSlotProps): ReactNode => {
  const slot = useRef<HTMLDivElement>(null)
  const outlet = use(OutletContext)
  const all = useSyncExternalStore(outlet?.all.subscribe ?? unheard, outlet?.all.get ?? never)
  const [seen, setSeen] = useState(false)
  const near = seen || all
  const [mounted, setMounted] = useState(false)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = slot.current
    if (!element) return undefined
    const measure = (): DOMRect => {
      const box = element.getBoundingClientRect()
      const { width, height } = box
      setSize((was) => (was.width === Math.floor(width) && was.height === Math.floor(height) ? was : { width: Math.floor(width), height: Math.floor(height) }))
      return box
    }
    // the observer answers a frame later, and corrects it where something else hides the place
    if (isNear(measure())) setSeen(true)
    const sizes = new ResizeObserver(measure)
    sizes.observe(element)
    const sights = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), { rootMargin: `${AHEAD}px 0px` })
    sights.observe(element)
    return () => { sizes.disconnect(); sights.disconnect() }
  }, [])
  // flushSync: the turn must end when the panel stands, so that its time is counted
  useEffect(() => (near && !mounted ? turns.ask(() => flushSync(() => setMounted(true))) : undefined), [near, mounted, turns])
  return (
    <div ref={slot} className="g-slot" style={{ minHeight }}>
      {mounted && size.width > 0 && size.height > 0 && <div className="g-slot-in">{children({ ...size, near })}</div>}
    </div>
  )
}
