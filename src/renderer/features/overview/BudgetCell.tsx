import type { ReactNode } from 'react'
import { budgetOf } from '@shared/domain/objective'
import type { Service } from '@shared/domain/service'
import { budgetNumber, spanText, targetText } from '@shared/text/budget'
import { t } from '@shared/text/catalogue'
import { useObjective } from '../../state/objective'
import { useTicking } from '../../ui'
import css from './budget.module.css'

const ASKED_EVERY_MS = 60_000
/** What is left of a month does not change faster; older than this nobody vouches for it. */
const OLD_MS = 900_000

/** What is left of a service's error budget, in percent. A dash where it has none, or none is known. */
export const BudgetCell = ({ service }: { readonly service: Service }): ReactNode => {
  const { objective } = service
  const { data } = useObjective(service, ASKED_EVERY_MS)
  const old = useTicking((now) => data?.whole == null || now - data.whole.at > OLD_MS)
  const budget = objective && data && !old ? budgetOf(objective, data) : null
  if (!objective || budget?.left == null) return <span role="cell" className={css['cell']} data-none>{t('common.none')}</span>
  const { left } = budget
  const tone = left <= 0 || budget.tooFast === 'critical' ? 'sev-critical tone' : undefined
  const tip = [t('objective.title', { target: targetText(objective.target), window: spanText(objective.windowMs) }), ...(budget.whole ? [] : [t('objective.span', { span: spanText(budget.spanMs) })]), ...(data?.noErrors ? [t('objective.errors.none')] : [])].join('\n')
  return (
    <span role="cell" className={css['cell']} data-tip={tip}>
      <i className={css['bar']} aria-hidden="true"><i style={{ width: `${Math.max(0, Math.min(1, left)) * 100}%` }} /></i>
      <span className={tone}>{budgetNumber(left)}</span>
    </span>
  )
}
