import type { LastPage, LastPages, Page } from '@shared/domain/page'
import type { AppState, Table } from '@shared/state/app-state'
import { keep } from './same'

/** Environments may be named by labels, and so be as many as somebody likes. */
const MOST = 100

const remembered = ({ id, services, openedAt, startedAt, endedAt }: Page): LastPage => ({ id, service: services[0] ?? null, openedAt, startedAt, endedAt })

/** The newest page of each environment of what was remembered and of those that are there; what only notified is none. The same reference when nothing is newer. */
export const lastPagesAfter = (before: LastPages, pages: Table<Page>): LastPages => {
  const of = new Map(Object.entries(before.of))
  for (const page of Object.values(pages)) {
    const known = of.get(page.environment)
    if (page.route === 'page' && (!known || page.openedAt >= known.openedAt)) of.set(page.environment, remembered(page))
  }
  return keep(before, { ...before, of: Object.fromEntries([...of].sort(([, a], [, b]) => b.openedAt - a.openedAt).slice(0, MOST)) })
}

/** Remembers what is told now before it is let go a day later. */
export const withLastPages = (prev: AppState, app: AppState): AppState => {
  if (app.pages === prev.pages) return app
  const lastPages = lastPagesAfter(app.meta.lastPages, app.pages)
  return lastPages === app.meta.lastPages ? app : { ...app, meta: { ...app.meta, lastPages } }
}
