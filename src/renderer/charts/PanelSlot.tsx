import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import type { Turns } from './turns'

export interface Place { readonly width: number; readonly height: number; /** In or near the window: worth asking and drawing for. */ readonly near: boolean }

export interface PanelSlotProps {
  readonly turns: Turns
  readonly height: number
  readonly children: (place: Place) => ReactNode
}

/** A place for one panel: mounted when it first comes near the window, in its turn; told its width; told when it is far, so that it may rest. */
export const PanelSlot = ({ turns, height, children }: PanelSlotProps): ReactNode => {
  const slot = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(false)
  const [mounted, setMounted] = useState(false)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = slot.current
    if (!element) return undefined
    const measure = (): void => setWidth(Math.floor(element.getBoundingClientRect().width))
    measure()
    const sizes = new ResizeObserver(measure)
    sizes.observe(element)
    const sights = new IntersectionObserver((entries) => { for (const entry of entries) setNear(entry.isIntersecting) }, { rootMargin: '240px 0px' })
    sights.observe(element)
    return () => { sizes.disconnect(); sights.disconnect() }
  }, [])
  // flushSync: the turn must end when the panel stands, so that its time is counted
  useEffect(() => (near && !mounted ? turns.ask(() => flushSync(() => setMounted(true))) : undefined), [near, mounted, turns])
  return <div ref={slot} style={{ minWidth: 0, minHeight: height }}>{mounted && width > 0 && children({ width, height, near })}</div>
}
