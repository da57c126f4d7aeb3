import { useEffect, useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { usePhase } from '../../state/garda'
import { Asking, useKeyHold } from '../../ui'
import css from './shell.module.css'

/** Nothing is drawn before main has said what is true; after 400 ms the wait is said. Keys pressed meanwhile are kept. */
export const Gate = ({ failure, children }: { readonly failure: () => string; readonly children: ReactNode }): ReactNode => {
  const phase = usePhase()
  return phase === 'live' ? children : <Shut failure={phase === 'failed' ? failure() : null} />
}

const Shut = ({ failure }: { readonly failure: string | null }): ReactNode => {
  useKeyHold()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const id = window.setTimeout(() => setLate(true), 400)
    return () => window.clearTimeout(id)
  }, [])
  if (failure !== null) return <div className={css['gate']}><Asking words={t('shell.failed', { reason: failure })} /></div>
  return late ? <div className={css['gate']}><Asking words={t('shell.asking')} /></div> : null
}
