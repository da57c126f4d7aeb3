import { useCallback, useEffect, useState } from 'react'
import type { Matcher } from '@shared/domain/silence'
import { useViewStore, type ViewStore } from '../../state/view'
import type { Fold } from './rows'
import type { Tab } from './tabs'

/** What a person made of the list; it outlives a visit to another screen. */
export interface Kept {
  readonly tab: Tab
  readonly matchers: readonly Matcher[]
  readonly text: string
  readonly folds: ReadonlyMap<string, Fold>
}
const FIRST: Kept = { tab: 'now', matchers: [], text: '', folds: new Map() }

const windows = new WeakMap<ViewStore, Kept>()

/** The list's settings, kept for as long as the window lives. */
export const useKept = (): readonly [Kept, (change: Partial<Kept>) => void] => {
  const view = useViewStore()
  const [kept, setKept] = useState(() => windows.get(view) ?? FIRST)
  useEffect(() => { windows.set(view, kept) }, [view, kept])
  const change = useCallback((to: Partial<Kept>) => setKept((now) => ({ ...now, ...to })), [])
  return [kept, change]
}
