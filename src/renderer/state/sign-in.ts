import { useState } from 'react'
import { nameKey } from '@shared/config/schema'
import { windowSignIn } from '@shared/domain/sign-in'
import type { SourceStatus } from '@shared/domain/source'
import { useConfig } from './config'
import { useBridge } from './garda'

export interface SigningIn {
  /** Whether a window could help. */
  readonly offered: boolean
  /** It has a client certificate in a file, which a window shows only where the system has it, too. */
  readonly certificate: boolean
  readonly open: boolean
  /** Why it came to nothing; null: it did not. */
  readonly refused: string | null
  readonly done: boolean
  readonly signIn: () => Promise<void>
}

/** Signing in at a source in a window, where that is what it wants. */
export const useSignIn = (source: Pick<SourceStatus, 'id' | 'failure'>): SigningIn => {
  const bridge = useBridge()
  const { view } = useConfig()
  const [said, setSaid] = useState<{ readonly is: 'idle' | 'open' | 'done' } | { readonly is: 'refused'; readonly reason: string }>({ is: 'idle' })
  const config = view?.config.sources.find((s) => nameKey(s.name) === source.id)
  const wanted = source.failure?.code === 'sign-in-needed' || source.failure?.code === 'unauthorized'
  return {
    offered: wanted && config !== undefined && windowSignIn(config) === 'yes',
    certificate: config?.tls?.cert !== undefined,
    open: said.is === 'open', done: said.is === 'done', refused: said.is === 'refused' ? said.reason : null,
    signIn: async () => {
      setSaid({ is: 'open' })
      try {
        const done = await bridge.signIn(source.id)
        setSaid(done.ok ? { is: 'done' } : { is: 'refused', reason: done.reason })
      } catch (error) { setSaid({ is: 'refused', reason: error instanceof Error ? error.message : String(error) }) }
    }
  }
}
