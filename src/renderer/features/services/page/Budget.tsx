import type { ReactNode } from 'react'
import { budgetOf, roundedDown, unknownBy, type Budget as Known, type Objective } from '@shared/domain/objective'
import type { Service } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { budgetText, burnText, spanText, targetText } from '@shared/text/budget'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { duration, moment, type Zone } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import { useGarda } from '../../../state/garda'
import { useObjective } from '../../../state/objective'
import { sourceName } from '../../../state/select/sources'
import { useAppearance } from '../../../state/view'
import { Asking, DataAge, useTicking } from '../../../ui'
import { OLD_COUNT_MS } from './words'
import css from './budget.module.css'

const ASKED_EVERY_MS = 15_000
/** Windows that are told at once; the others on demand. */
const SHOWN_MS: readonly number[] = [300_000, 3_600_000, 21_600_000]

const pick = { sources: (s: AppState) => s.sources }

/** What is left of a service's error budget, how fast it goes, and since when. Nothing where no objective is declared. */
export const Budget = ({ service }: { readonly service: Service }): ReactNode => {
  const { objective } = service
  const { data, failure, source, asking } = useObjective(service, ASKED_EVERY_MS)
  const sources = useGarda(pick.sources)
  const [{ time: zone }] = useAppearance()
  const old = useTicking((now) => data !== null && now - data.at > OLD_COUNT_MS)
  if (objective === null) return null
  const budget = data && budgetOf(objective, data)
  const name = data ? sourceName({ sources }, data.source) : source
  const told = [failure ? failureText(failure, name || t('common.unknown')) : '', data?.warnings[0] ? t('objective.partial', { detail: clean(data.warnings[0], { max: 200 }) }) : '', data?.noErrors ? t('objective.errors.none') : ''].filter(Boolean).join(' ')
  return (
    <div className={css['budget']}>
      <p className={`${css['title']} caption`}>
        <span className="clip">{t('objective.title', { target: targetText(objective.target), window: spanText(objective.windowMs) })}</span>
        {data && <DataAge source={name} at={data.at} stale={old || failure !== null} />}
      </p>
      {budget ? <Figures budget={budget} objective={objective} zone={zone} unknown={unknownBy(data)} /> : <p className={css['figure']}>{asking ? <Asking words={t('objective.asking')} /> : <b className="sev-unknown tone display">{t('objective.unknown')}</b>}</p>}
      {told && <p className={`${css['told']} caption sev-unknown tone`} data-tip={told}>{told}</p>}
    </div>
  )
}

interface FiguresProps { readonly budget: Known; readonly objective: Objective; readonly zone: Zone; /** Why, where it is. */ readonly unknown: ReturnType<typeof unknownBy> }

const Figures = ({ budget, objective, zone, unknown }: FiguresProps): ReactNode => {
  const { left, goneInMs, before, burns } = budget
  const now = burns[0]
  const shown = burns.filter(({ windowMs }) => SHOWN_MS.includes(windowMs))
  return (
    <>
      <p className={css['figure']}>
        {left === null
          ? <><b className="sev-unknown tone display">{t('objective.unknown')}</b> <span className="muted">{t(`objective.unknown.${unknown}`)}</span></>
          : <><b className="display">{budgetText(left)}</b> <span>{t('objective.left')}</span></>}
        {left !== null && left < 0 && <span className={`${css['gone']} sev-critical tone`}>{t('objective.over', { times: (1 - left).toFixed(1) })}</span>}
        {left !== null && left >= 0 && goneInMs !== null && <span className={`${css['gone']} ${now?.tone ? `sev-${now.tone} tone` : 'muted'}`}>{t('objective.gone', { time: duration(roundedDown(goneInMs)) })}</span>}
      </p>
      <Bar left={left} before={before?.left ?? null} tone={now?.tone ?? 'warning'} />
      <p className={`${css['below']} caption`}>
        <Beside budget={budget} objective={objective} zone={zone} />
        <span className={css['burns']} data-tip={[...burns.map(({ windowMs, rate }) => t('objective.burn.all', { window: duration(windowMs), rate: burnText(rate) })), t('objective.burn.meaning'), ...(budget.tooFast ? [t(`objective.fast.${budget.tooFast}`)] : [])].join('\n')}>
          {t('objective.burn')}{' '}
          {shown.map(({ windowMs, rate, tone }, i) => <span key={windowMs}><b className={tone ? `sev-${tone} tone` : undefined}>{burnText(rate)}</b> {windowMs === SHOWN_MS[0] ? t('objective.burn.now') : duration(windowMs)}{i < shown.length - 1 ? ', ' : ''}</span>)}
        </span>
      </p>
    </>
  )
}

/** How much history there is, where it is too little; else what was left before the trouble. */
const Beside = ({ budget: { left, whole, spanMs, before }, zone }: Omit<FiguresProps, 'unknown'>): ReactNode => {
  const time = useTicking((now) => (before ? moment(before.at, now, zone) : ''))
  const words = left === null ? '' : !whole ? t('objective.span', { span: spanText(spanMs) }) : before ? t('objective.before', { left: budgetText(before.left), time }) : ''
  return <span className="clip" data-tip={words || undefined}>{words}</span>
}

/** What is left, and beside it what the present trouble has taken. Hatched where it is unknown. */
const Bar = ({ left, before, tone }: { readonly left: number | null; readonly before: number | null; readonly tone: 'critical' | 'warning' }): ReactNode => {
  if (left === null) return <div className={`${css['bar']} hatched`} role="img" aria-label={t('objective.bar.unknown')} />
  const rest = Math.max(0, Math.min(1, left)) * 100
  const taken = Math.max(0, Math.min(1, before ?? 0) * 100 - rest)
  return (
    <div className={css['bar']} role="img" aria-label={t('objective.bar', { left: budgetText(left) })}>
      <i style={{ width: `${rest}%` }} />{taken > 0 && <em className={`sev-${tone}`} style={{ width: `max(3px, ${taken}%)` }} />}
    </div>
  )
}
