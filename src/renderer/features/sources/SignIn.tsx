import { useEffect, useState, type ReactNode } from 'react'
import type { Done } from '@shared/contract/commands'
import type { SignInView } from '@shared/domain/sign-in'
import type { SourceStatus } from '@shared/domain/source'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, day, type Zone } from '@shared/text/format'
import { useBridge } from '../../state/garda'
import { useSignIn } from '../../state/sign-in'
import { Button } from '../../ui'
import css from './sources.module.css'

export interface SignInProps {
  readonly status: SourceStatus
  readonly zone: Zone
  /** Runs a command that changes the source, and says what came of it. */
  readonly signOut: (command: () => Promise<Done>, done: string) => Promise<boolean>
}

/** Signs in at a source in a window, says until when that holds, and signs out. */
export const SignIn = ({ status, zone, signOut }: SignInProps): ReactNode => {
  const bridge = useBridge()
  const { offered, certificate, open, done, refused, signIn } = useSignIn(status)
  const [view, setView] = useState<SignInView | null>(null)
  const { id } = status
  const source = clean(status.name, { max: 80 })
  useEffect(() => {
    let gone = false
    bridge.signedIn(id).then((found) => { if (!gone) setView(found) }, () => undefined) // without it there is nothing to forget
    return () => { gone = true }
  }, [bridge, id, status.health])
  if (!offered && !view?.signedIn && refused === null) return null
  return (
    <div className={css['offer']} data-sign-in>
      <div role="status">
        {open ? <p>{t('signIn.open', { source })}</p> : offered ? <p>{t('signIn.needed')}</p>
          : <p>{t('signIn.fact')} {view?.endsAt == null ? t('signIn.fact.open') : t('signIn.fact.until', { time: `${day(view.endsAt, zone)} ${clock(view.endsAt, zone)}` })}{done ? `. ${t('signIn.done', { source })}` : ''}</p>}
        {offered && certificate && <p>{t('signIn.certificate.note', { source })}</p>}
        {refused !== null && <p className={css['wrong']}>{clean(refused, { max: 400 })}</p>}
      </div>
      {offered && <Button small look="primary" onClick={() => void signIn()}>{t('signIn.do')}</Button>}
      {!offered && view?.signedIn && <Button small onClick={() => void signOut(() => bridge.signOut(id), t('signIn.gone', { source })).then(() => setView({ signedIn: false, endsAt: null }))}>{t('signIn.out')}</Button>}
    </div>
  )
}
