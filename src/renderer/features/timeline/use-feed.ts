import { useCallback, useEffect, useRef, useState } from 'react'
import { MOST_ENTRIES } from '@shared/domain/journal'
import type { AppState } from '@shared/state/app-state'
import { useBridge, useGarda } from '../../state/garda'
import { NO_FEED, withNewest, withOlder, type Feed } from './feed'

/** Of what comes in at the top. */
const NEWEST = 200
const newestOf = (state: AppState): number => state.meta.journal
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export interface LiveFeed extends Feed {
  readonly asking: boolean
  /** Why the last reading failed; null: it did not. */
  readonly failure: string | null
  readonly older: () => void
  readonly again: () => void
}

/** The journal, newest first: grows at the top by itself, and further back when asked. One question at a time. */
export const useFeed = (): LiveFeed => {
  const bridge = useBridge()
  const newest = useGarda(newestOf)
  const [feed, setFeed] = useState(NO_FEED)
  const [failure, setFailure] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const [tries, setTries] = useState(0)
  const busy = useRef(false)
  /** What the newest page showed last. */
  const shown = useRef(-1)

  const ask = useCallback(async (before: Feed['next']): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setAsking(true)
    try {
      const answer = await bridge.journal({ from: null, to: null, before, limit: before === null ? NEWEST : MOST_ENTRIES })
      setFeed((now) => (before === null ? withNewest(now, answer) : withOlder(now, answer)))
      setFailure(null)
    } catch (error) { setFailure(reasonOf(error)) } finally {
      busy.current = false
      setAsking(false)
    }
  }, [bridge])
  useEffect(() => {
    if (asking || shown.current === newest) return
    shown.current = newest
    void ask(null)
  }, [ask, asking, newest, tries])
  const { next } = feed
  return {
    ...feed, asking, failure,
    older: useCallback(() => { if (next !== null) void ask(next) }, [ask, next]),
    again: useCallback(() => { shown.current = -1; setTries((n) => n + 1) }, [])
  }
}
