import { useMemo, type ReactNode } from 'react'
import type { Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { clock, type Zone } from '@shared/text/format'
import { bandsOf, LeadChart, type Marks } from '../../charts'
import { useAlertSeries, type GoodSeries } from '../../state/alert-series'
import { sourceName } from '../../state/select/sources'
import { useAppearance } from '../../state/view'
import { useNowOrSince, useSize, Waiting } from '../../ui'
import css from './page.module.css'
import { useVisible } from './presence'

const HALF_HOUR_MS = 30 * 60_000
const REFRESH_MS = 15_000
const SUSPECT_MS = 3_600_000
/** The graph is drawn at its usual size and shown this much larger, as page.module.css has it: 11 px become 18. */
const SCALE = 18 / 11

/** The last half hour of what the page's alert looks at, asked anew every 15 s while somebody could see it. */
export const PageGraph = ({ alert, state }: { readonly alert: Alert | null; readonly state: AppState }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const [ref, size] = useSize()
  const visible = useVisible()
  const to = useNowOrSince(REFRESH_MS)
  const from = to - HALF_HOUR_MS
  const width = size === null ? 0 : Math.floor(size.width / SCALE)
  const height = size === null ? 0 : Math.floor(size.height / SCALE)
  const { answer, failed } = useAlertSeries(alert?.id ?? null, from, to, visible && size ? Math.floor(size.width) : 0)
  const marks = useMarks(alert, state.changes, to, zone)
  const span = useMemo(() => ({ from, to }), [from, to])
  const teller = answer?.panel.source ?? (failed?.source || alert?.sources[0] || '')
  const name = clean(sourceName(state, teller), { max: 60 })
  const reason = failed ? failureText(failed.failure, name) : ''
  return (
    <figure className={css['figure']}>
      <figcaption>{answer && alert ? captionOf(answer, alert) : ''}{answer && failed && <span className="sev-unknown tone"> {t('pageWindow.graph.again', { reason })}</span>}</figcaption>
      <div className={css['plot']} ref={ref}>
        {answer
          ? width > 0 && height > 0 && (
            <div className={css['scaled']}>
              <LeadChart
                variant="page" panel={answer.panel} data={answer.data} window={span} marks={marks} intervalMs={state.sources[teller]?.intervalMs ?? REFRESH_MS} zone={zone}
                width={width} height={height}
              />
            </div>
          )
          : <p className={css['noGraph']} data-asking={alert && !failed ? true : undefined}>
              {alert === null ? t('pageWindow.graph.unseen')
                : failed ? `${t('pageWindow.graph.none')} ${alert.expression === null ? t('pageWindow.graph.no-expression') : reason}`
                  : <Waiting words={() => t('pageWindow.graph.asking', { source: name })} />}
            </p>}
      </div>
    </figure>
  )
}

/** When it has fired, and what changed before: the last change of its service in the hour before is named. */
const useMarks = (alert: Alert | null, changes: AppState['changes'], to: number, zone: Zone): Marks => useMemo(() => {
  if (!alert) return { bands: [], changes: [] }
  const near = Object.values(changes).filter((c) => c.service === alert.service && c.environment === alert.environment && c.at <= to && to - c.at <= HALF_HOUR_MS)
  const suspect = near.filter((c) => c.at <= alert.startsAt && alert.startsAt - c.at <= SUSPECT_MS).toSorted((a, b) => b.at - a.at)[0]
  return {
    bands: bandsOf(alert, to),
    changes: near.map((c) => ({ at: c.at, label: c === suspect ? t('pageWindow.change', { what: clean(`${c.service} ${c.what}`, { max: 40 }), time: clock(c.at, zone) }) : null }))
  }
}, [alert, changes, to, zone])

const captionOf = ({ panel }: GoodSeries, alert: Alert): string => {
  const words = (text: string): string => (isMessageKey(text) ? t(text) : clean(text, { max: 80 }))
  const parts = [alert.service === null ? '' : clean(alert.service, { max: 60 }), words(panel.title), words(panel.caption)]
  return t('pageWindow.graph', { parts: [...new Set(parts)].filter(Boolean).join(', ') })
}
