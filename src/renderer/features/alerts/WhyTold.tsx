import { useEffect, useState, type ReactNode } from 'react'
import type { Alert } from '@shared/domain/alert'
import { isOfBefore } from '@shared/domain/notification'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment } from '@shared/text/format'
import { reasonText } from '@shared/text/reason'
import { useBridge } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { Asking, Moment, useTicking } from '../../ui'
import css from './alerts.module.css'
import { decisionOf, decisionsOn, type Decision } from './told'

const MOST_RECORDS = 4

/** Why a person was, or was not, told of this alert: the newest decision in one sentence, then those before it. */
export const WhyTold = ({ alert, notifications }: { readonly alert: Alert; readonly notifications: AppState['notifications'] }): ReactNode => {
  const decisions = decisionsOn(alert.id, notifications).slice(0, MOST_RECORDS)
  const [newest, ...before] = decisions
  const isGone = newest === undefined || (newest.at !== null && isOfBefore({ outcome: newest.outcome, at: newest.at }, alert.startsAt))
  return !isGone ? <Why newest={newest} before={before} mutedBy={alert.mutedBy} /> : <AsItStands key={alert.id} alert={alert} before={decisions} />
}

const Why = ({ newest, before, mutedBy }: { readonly newest: Decision; readonly before: readonly Decision[]; readonly mutedBy: Alert['mutedBy'] }): ReactNode => (
  <section>
    <h3>{t(newest.outcome === 'suppressed' ? 'timeline.why.not' : 'timeline.why')}</h3>
    <p className={css['why']}>{newest.at === null ? <span /> : <When at={newest.at} />}<b>{reasonText(newest.reason, newest.rule, mutedBy)}</b><span className="faint">{t(`alerts.told.${newest.outcome}`)}</span></p>
    {before.length > 0 && (
      <ul className={css['told']}>
        {before.map((d) => <li key={d.id}>{d.at !== null && <When at={d.at} />}<span>{reasonText(d.reason, d.rule)}</span><span className="faint">{t(`alerts.told.${d.outcome}`)}</span></li>)}
      </ul>
    )}
  </section>
)

const When = ({ at }: { readonly at: number }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const time = useTicking((now) => moment(at, now, zone))
  return <Moment at={at}>{time}</Moment>
}

/** Of thousands of alerts the windows hold the newest records; main knows what stands of each. */
const AsItStands = ({ alert, before }: { readonly alert: Alert; readonly before: readonly Decision[] }): ReactNode => {
  const bridge = useBridge()
  const [found, setFound] = useState<Decision | 'asking' | 'none' | { readonly failure: string }>('asking')
  useEffect(() => {
    let gone = false
    bridge.why(alert.id).then(
      (decided) => { if (!gone) setFound(decided ? decisionOf(decided) : 'none') },
      (error: unknown) => { if (!gone) setFound({ failure: error instanceof Error ? error.message : String(error) }) }
    )
    return () => { gone = true }
  }, [bridge, alert])
  if (typeof found === 'object' && 'reason' in found) return <Why newest={found} before={before} mutedBy={alert.mutedBy} />
  return (
    <section>
      <h3>{t('alerts.told')}</h3>
      <p className="small muted">{found === 'asking' ? <Asking words={t('timeline.why.asking')} /> : found === 'none' ? t('timeline.why.none') : t('timeline.why.failed', { reason: clean(found.failure, { max: 300 }) })}</p>
    </section>
  )
}
