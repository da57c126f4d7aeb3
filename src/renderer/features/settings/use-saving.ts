import { useCallback, useState } from 'react'
import type { Done } from '@shared/contract/commands'

/** What became of the last change of a section. */
export type Saving = { readonly is: 'idle' } | { readonly is: 'saving' } | { readonly is: 'saved' } | { readonly is: 'failed'; readonly reason: string }

const IDLE: Saving = { is: 'idle' }

/** Runs a change and keeps what became of it. `run` answers whether it was kept; it never rejects. */
export const useSaving = (): readonly [Saving, (change: () => Promise<Done>) => Promise<boolean>] => {
  const [saving, setSaving] = useState<Saving>(IDLE)
  const run = useCallback(async (change: () => Promise<Done>) => {
    setSaving({ is: 'saving' })
    try {
      const done = await change()
      setSaving(done.ok ? { is: 'saved' } : { is: 'failed', reason: done.reason })
      return done.ok
    } catch (error) {
      setSaving({ is: 'failed', reason: error instanceof Error ? error.message : String(error) })
      return false
    }
  }, [])
  return [saving, run]
}
