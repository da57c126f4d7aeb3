import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import type { Done } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { SNOOZE_MIN } from '../../state/snooze'
import { useKeys, type KeyBinding } from '../../ui'
import type { Guard } from './guard'
import css from './page.module.css'
import { useHasKeyboard } from './presence'

interface ActionsProps {
  readonly page: string
  /** The alert whose graph is opened; null where there is none. */
  readonly alert: string | null
  readonly guard: Guard
  /** Goes up when the page comes before somebody's eyes: the keyboard's place is then the first button. */
  readonly turn: number
}

const Key = ({ name }: { readonly name: string }): ReactNode => <kbd aria-hidden="true">{name}</kbd>

/** Take it, put it off, look at it; by key and by pointer, once it can be meant. */
export const Actions = ({ page, alert, guard, turn }: ActionsProps): ReactNode => {
  const bridge = useBridge()
  const first = useRef<HTMLButtonElement>(null)
  const busy = useRef(false)
  const [failure, setFailure] = useState<string | null>(null)
  const hasKeyboard = useHasKeyboard()
  useEffect(() => { first.current?.focus({ preventScroll: true }) }, [turn])

  const ask = (what: () => Promise<Done>): void => {
    if (busy.current) return
    busy.current = true
    setFailure(null)
    what()
      .then((done) => { if (!done.ok) setFailure(done.reason) }, (error: unknown) => { setFailure(error instanceof Error ? error.message : String(error)) })
      .finally(() => { busy.current = false })
  }
  const acknowledge = (): void => ask(() => bridge.acknowledge({ page, alerts: [], comment: '' }))
  const snooze = (): void => ask(() => bridge.snooze({ page, minutes: SNOOZE_MIN }))
  const open = alert === null ? null : (): void => ask(() => bridge.openAlert(alert))

  const byKey = (run: () => void) => (): void => { if (guard.trustsKeys()) run() }
  /** A key that presses a focused button comes as a click without a count. */
  const byClick = (run: () => void) => (event: MouseEvent): void => { if (event.detail === 0 ? guard.trustsKeys() : guard.trustsClicks()) run() }
  const group = t('pageWindow.keys')
  const bindings: readonly KeyBinding[] = [
    { keys: 'Enter', label: t('pageWindow.acknowledge'), group, run: byKey(acknowledge) },
    { keys: 'S', label: t('pageWindow.snooze'), group, run: byKey(snooze) },
    ...(open ? [{ keys: 'O', label: t('pageWindow.open'), group, run: byKey(open) }] : [])
  ]
  useKeys('screen', bindings)
  return (
    <div className={css['actions']}>
      <div className={css['buttons']}>
        <button ref={first} type="button" className={css['first']} aria-keyshortcuts="Enter" onClick={byClick(acknowledge)}>{t('pageWindow.acknowledge')}<Key name="Enter" /></button>
        <button type="button" aria-keyshortcuts="S" onClick={byClick(snooze)}>{t('pageWindow.snooze')}<Key name="S" /></button>
        {open && <button type="button" aria-keyshortcuts="O" onClick={byClick(open)}>{t('pageWindow.open')}<Key name="O" /></button>}
      </div>
      {failure !== null
        ? <p role="alert" className={css['failure']}>{t('pageWindow.failed', { reason: clean(failure, { max: 200 }) })}</p>
        : !hasKeyboard && <p className={css['away']}>{t('pageWindow.away')}</p>}
    </div>
  )
}
