import { memo, useMemo, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { useGarda } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { Glyph, useTicking } from '../../ui'
import { Data } from './Data'
import { alsoOf, holderOf, lastChangeOf, lastPageOf, onCallOf, type Fact } from './facts'
import type { Watched } from './use-watched'
import css from './wall.module.css'

const select = { alerts: (s: AppState) => s.alerts, pages: (s: AppState) => s.pages, meta: (s: AppState) => s.meta, changes: (s: AppState) => s.changes }

/** Who has it, who is on call, what else there is, and how far it can be trusted. */
export const Facts = memo(({ watched }: { readonly watched: Watched }): ReactNode => {
  const { situation, counts, environment, fresh } = watched
  const [{ time: zone }] = useAppearance()
  const alerts = useGarda(select.alerts)
  const pages = useGarda(select.pages)
  const meta = useGarda(select.meta)
  const changes = useGarda(select.changes)
  const name = environment?.name ?? ''
  const facts = useTicking((now) => JSON.stringify((situation.is === 'trouble'
    ? [holderOf(situation, { alerts, pages }, now, zone), onCallOf(meta, now, zone, situation.held)]
    : [lastPageOf({ pages, meta }, name, now), onCallOf(meta, now, zone, false), lastChangeOf({ changes }, name, now, zone)]).filter((f) => f !== null)))
  const also = useMemo(() => (situation.is === 'trouble' ? alsoOf(counts, situation.incident.severity) : null), [situation, counts])
  return (
    <section className={css['facts']}>
      {(JSON.parse(facts) as readonly Fact[]).map((fact) => <div key={fact.key}><h2>{fact.name}</h2><p>{fact.value}</p>{fact.note && <small>{fact.note}</small>}</div>)}
      {also && <div><h2>{t('wall.also')}</h2><p className={css['also']}>{also.length === 0 ? <span className="muted">{t('wall.also.none')}</span> : also.map(({ severity, count }) => <span key={severity}><Glyph tone={severity} />{count}</span>)}</p></div>}
      <Data fresh={fresh} />
    </section>
  )
})
Facts.displayName = 'Facts'
