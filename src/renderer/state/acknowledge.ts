import { useCallback, useState } from 'react'
import { t } from '@shared/text/catalogue'
import { useBridge } from './garda'
import type { Taking } from './select/acks'

export interface Acknowledging {
  /** What a person is asked about; null: nothing. */
  readonly asking: Taking | null
  readonly sending: boolean
  readonly ask: (what: Taking) => void
  readonly cancel: () => void
  readonly send: (comment: string) => void
  readonly giveBack: (what: Taking) => void
}

/** Taking alerts and giving them back; `say` gets what came of it, in words. */
export const useAcknowledge = (say: (words: string) => void): Acknowledging => {
  const bridge = useBridge()
  const [asking, setAsking] = useState<Taking | null>(null)
  const [sending, setSending] = useState(false)
  const ask = useCallback((what: Taking): void => { if (what.alerts.length > 0) setAsking(what) }, [])
  const cancel = useCallback((): void => setAsking(null), [])
  const send = useCallback((comment: string): void => {
    if (asking === null || sending) return
    setSending(true)
    const end = (words: string): void => { setSending(false); setAsking(null); say(words) }
    bridge.acknowledge({ page: asking.page, alerts: asking.alerts.map((a) => a.id), comment }).then((done) => end(done.reason), () => end(t('ack.failed')))
  }, [bridge, asking, sending, say])
  const giveBack = useCallback((what: Taking): void => {
    bridge.release({ page: what.page, alerts: what.alerts.map((a) => a.id) }).then((done) => say(done.reason), () => say(t('ack.failed.back')))
  }, [bridge, say])
  return { asking, sending, ask, cancel, send, giveBack }
}
