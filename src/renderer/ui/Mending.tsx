import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { useNow } from './clock'
import { ErrorBoundary } from './ErrorBoundary'
import css from './ui.module.css'

/** So often what could not be drawn is tried again, ms; never more often. */
const MENDING_MS = 15_000

/** That it is tried again, and why it could not be drawn. */
export const mendingWords = (message: string): string => t('shell.broken.itself', { seconds: MENDING_MS / 1_000, message })

interface MendingProps { readonly what: string; readonly children: ReactNode; readonly instead?: (message: string) => ReactNode }

/** Where nobody is there to press a button: what could not be drawn is tried again by the clock, and `instead`, or words of it, stand in its place meanwhile. */
export const Mending = ({ what, children, instead }: MendingProps): ReactNode => {
  const turn = useNow(MENDING_MS)
  return <ErrorBoundary what={what} turn={turn} instead={instead ?? ((message) => <Words what={what} message={message} />)}>{children}</ErrorBoundary>
}

const Words = ({ what, message }: { readonly what: string; readonly message: string }): ReactNode => (
  <div role="alert" className={`${css['panel']} ${css['broken']} sev-unknown`}>
    <div className={css['proof']}><span /><div><h3>{t('shell.broken.title', { what })}</h3><p>{mendingWords(message)}</p></div></div>
  </div>
)
