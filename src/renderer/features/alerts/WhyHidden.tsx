import { Popover } from '@mantine/core'
import { useContext, type ReactNode } from 'react'
import type { Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { compareAlerts } from '../../state/select/alerts'
import { useAppearance } from '../../state/view'
import { ClockContext, Icon, TextButton } from '../../ui'
import css from './alerts.module.css'
import { suppressedBy, whyHidden } from './why'

const MOST = 60

export interface WhyHiddenProps {
  /** Suppressed alerts of the environment. */
  readonly hidden: readonly Alert[]
  readonly state: Pick<AppState, 'alerts' | 'silences'>
  readonly environment: string
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly onAlert: (alert: Alert) => void
}

/** How many alerts are held back; behind W, which ones and by what. */
export const WhyHidden = ({ hidden, state, environment, open, onOpen, onAlert }: WhyHiddenProps): ReactNode => (
  <Popover opened={open} onChange={onOpen} position="top-start" width={460} trapFocus returnFocus withinPortal>
    <span className={css['hidden']}>
      <Icon name="eyeOff" size={13} />{t('alerts.hidden', { count: hidden.length })} <Popover.Target><TextButton onClick={() => onOpen(!open)}>{t('alerts.why')}</TextButton></Popover.Target>
    </span>
    <Popover.Dropdown aria-label={t('alerts.why.title')}>
      <h2 className={css['popTitle']}>{t('alerts.why.title')}</h2>
      {open && <Reasons hidden={hidden} state={state} environment={environment} onAlert={onAlert} />}
    </Popover.Dropdown>
  </Popover>
)

const Reasons = ({ hidden, state, environment, onAlert }: Pick<WhyHiddenProps, 'hidden' | 'state' | 'environment' | 'onAlert'>): ReactNode => {
  const clock = useContext(ClockContext)
  const [{ time: zone }] = useAppearance()
  if (hidden.length === 0) return <p className="small muted" tabIndex={-1} data-autofocus>{t('alerts.why.none', { environment })}</p>
  const now = clock.tick()
  return (
    <ul className={css['reasons']} tabIndex={-1} data-autofocus>
      {hidden.toSorted(compareAlerts).slice(0, MOST).map((a) => {
        const by = suppressedBy(a)
        return (
          <li key={a.id}>
            <Icon name={by === 'silenced' ? 'mute' : 'eyeOff'} size={14} label={t(`alerts.state.${by}`)} />
            <div><TextButton onClick={() => onAlert(a)}><b>{clean(a.name, { max: 160 })}</b></TextButton> <span className="muted">{clean(a.service ?? '', { max: 80 })}</span>{whyHidden(a, state, now, zone).map((why) => <p key={why}>{why}</p>)}</div>
          </li>
        )
      })}
      {hidden.length > MOST && <li><span /><span className="faint">{t('alerts.more', { count: hidden.length - MOST })}</span></li>}
    </ul>
  )
}
