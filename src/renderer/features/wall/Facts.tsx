import { memo, useMemo, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { useGarda } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { Glyph, useNowOrSince } from '../../ui'
import { Data } from './Data'
import { alsoOf, DATA_HEIGHT, fitting, holderOf, lastChangeOf, lastPageOf, onCallOf, ownerOf, partOf, PLAIN_HEIGHT, type Fact } from './fact-words'
import type { Watched } from './use-watched'
import css from './wall.module.css'

const select = { alerts: (s: AppState) => s.alerts, pages: (s: AppState) => s.pages, meta: (s: AppState) => s.meta, changes: (s: AppState) => s.changes }

const STEP_MS = 5_000

/** Who has it, who is on call, what else there is, and how far it can be trusted. */
export const Facts = memo(({ watched, height }: { readonly watched: Watched; /** Units that there are; null: as many as it takes. */ readonly height: number | null }): ReactNode => {
  const { situation, environment, fresh } = watched
  const [{ time: zone }] = useAppearance()
  const alerts = useGarda(select.alerts)
  const pages = useGarda(select.pages)
  const meta = useGarda(select.meta)
  const changes = useGarda(select.changes)
  const name = environment?.name ?? ''
  const now = useNowOrSince(STEP_MS)
  const all = useMemo((): readonly Fact[] => {
    const facts = situation.is === 'page'
      ? [ownerOf(situation.page, now, zone), onCallOf(meta, now, zone, situation.held), partOf(situation, { alerts }, now, zone)]
      : situation.is === 'trouble' ? [holderOf(situation, { alerts, pages }, now, zone), onCallOf(meta, now, zone, situation.held)]
        : [lastPageOf(meta, name, now, zone), onCallOf(meta, now, zone, false), lastChangeOf({ changes }, name, now, zone)]
    return facts.filter((f) => f !== null)
  }, [situation, alerts, pages, meta, name, changes, now, zone])
  const also = useMemo(() => alsoOf(watched), [watched])
  const lone = also.list.length === 0 && also.pages === 0
  const besides = situation.is === 'trouble' || situation.is === 'page' || !lone
  const shown = height === null ? all : fitting(all, height - DATA_HEIGHT - (besides ? PLAIN_HEIGHT : 0))
  return (
    <section className={css['facts']}>
      {shown.map((fact) => <div key={fact.key}><h2>{fact.name}</h2><p>{fact.value}</p>{fact.note && <small>{fact.note}</small>}</div>)}
      {besides && <div><h2>{also.name}</h2><p className={css['also']}>
        {also.pages > 0 && <span>{t('wall.also.pages', { count: also.pages })}</span>}
        {lone ? <span className="muted">{t('wall.also.none')}</span> : also.list.map(({ severity, count }) => <span key={severity}><Glyph tone={severity} />{count}</span>)}
      </p></div>}
      <Data fresh={fresh} />
    </section>
  )
})
Facts.displayName = 'Facts'
