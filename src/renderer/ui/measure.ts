import { useCallback, useEffect, useRef, useState } from 'react'

export interface Size { readonly width: number; readonly height: number }

/** The size of an element, kept current; null until it was measured. Give the ref to the element. */
export const useSize = (): readonly [(element: HTMLElement | null) => void, Size | null] => {
  const [size, setSize] = useState<Size | null>(null)
  const observer = useRef<ResizeObserver | null>(null)
  useEffect(() => () => observer.current?.disconnect(), [])
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect()
    if (!element) return
    const measure = (): void => {
      const next = { width: element.clientWidth, height: element.clientHeight }
      setSize((now) => (now && now.width === next.width && now.height === next.height ? now : next))
    }
    observer.current = new ResizeObserver(measure)
    observer.current.observe(element)
    measure()
  }, [])
  return [ref, size]
}
