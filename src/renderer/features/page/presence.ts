import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { createGuard, type Guard } from './guard'

const watch = (target: EventTarget, names: readonly string[]) => (changed: () => void): (() => void) => {
  for (const name of names) target.addEventListener(name, changed)
  return () => { for (const name of names) target.removeEventListener(name, changed) }
}
const onVisibility = watch(document, ['visibilitychange'])
const onFocus = watch(window, ['focus', 'blur'])

/** Whether anybody could see the window now. */
export const useVisible = (): boolean => useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible')
/** Whether keys come here. */
export const useHasKeyboard = (): boolean => useSyncExternalStore(onFocus, () => document.hasFocus())

/** Guards what is done to the page of this id; `turn` goes up each time a page comes before somebody's eyes. */
export const usePresence = (id: string): { readonly guard: Guard; readonly turn: number } => {
  const guard = useMemo(() => createGuard(() => performance.now()), [])
  const visible = useVisible()
  const [turn, setTurn] = useState(0)
  const seen = useRef<string | null>(null)
  useEffect(() => {
    const now = visible ? id : null
    if (now !== null && now !== seen.current) { guard.appeared(); setTurn((n) => n + 1) }
    seen.current = now
  }, [guard, visible, id])
  useEffect(() => watch(window, ['focus'])(guard.focused), [guard])
  return { guard, turn }
}
