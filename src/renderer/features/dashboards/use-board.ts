import { useEffect, useState } from 'react'
import type { DashboardBrief } from '@shared/domain/dashboard'
import type { Board } from '@shared/grafana/model'
import { readBoardText } from '@shared/grafana/read'
import { useBridge } from '../../state/garda'

export type Loaded = { readonly kind: 'asking' } | { readonly kind: 'failed'; readonly reason: string } | { readonly kind: 'read'; readonly board: Board; readonly brief: DashboardBrief }

/** A dashboard by its id, read. */
export const useBoard = (id: string): Loaded => {
  const bridge = useBridge()
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'asking' })
  useEffect(() => {
    let over = false
    const set = (next: Loaded): void => { if (!over) setLoaded(next) }
    bridge.dashboard({ id }).then((answer) => {
      if (!answer.ok) { set({ kind: 'failed', reason: answer.reason }); return }
      const read = readBoardText(answer.json)
      set(read.ok ? { kind: 'read', board: read.board, brief: answer.brief } : { kind: 'failed', reason: read.reason })
    }, (error: unknown) => set({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }))
    return () => { over = true }
  }, [bridge, id])
  return loaded
}
