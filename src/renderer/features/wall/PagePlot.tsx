import type { ReactNode } from 'react'
import type { Page } from '@shared/domain/page'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { NO_MARKS } from '../../charts'
import { useBridge } from '../../state/garda'
import { usePanels } from '../../state/panels'
import type { ServiceRow } from '../../state/select/services'
import { useAppearance } from '../../state/view'
import { useNowOrSince } from '../../ui'
import { graphScale, type Frame } from './measures'
import { chosenPanels, Graph } from './ServiceBoard'
import css from './wall.module.css'

const REFRESH_MS = 15_000

/** The last hour of the service that a page without an alert is about; what the page says in words where it is about none, or there is no graph. */
export const PagePlot = ({ page, rows, frame }: { readonly page: Page; readonly rows: readonly ServiceRow[]; readonly frame: Frame }): ReactNode => {
  const bridge = useBridge()
  const [{ time: zone }] = useAppearance()
  const to = useNowOrSince(REFRESH_MS)
  const service = page.services.flatMap((name) => rows.find((r) => r.service.name === name)?.service.key ?? [])[0] ?? null
  const { panels, failure } = usePanels(bridge, service)
  const panel = chosenPanels(panels ?? [], frame.upright)[0]
  if (service !== null && panel) return <section className={css['why']}><Graph service={service} panel={panel} to={to} marks={NO_MARKS} frame={frame} zone={zone} large /></section>
  const asking = service !== null && panels === null && failure === null
  return (
    <section className={css['why']}>
      <div className={css['said']} data-asking={asking || undefined} style={{ '--scale': graphScale(frame) } as React.CSSProperties}>
        <p>{clean(page.body.split('\n')[0] || page.title, { max: 160 })}</p>
        <small>{t(asking ? 'wall.service.asking' : 'wall.page.unseen')}</small>
      </div>
    </section>
  )
}
