import { isAsking, type Page } from '@shared/domain/page'
import { isUnsure } from '../../src/main/core/away'
import type { Core } from '../unit/core/core-harness'
import { firingOf } from './ladder-watch'

export interface CallsWatch {
  /** After whatever happens. */
  readonly saw: (core: Core) => readonly string[]
  /** After a restart: what was shown before is not known. */
  readonly forget: (core: Core) => void
  /** What is wrong at a tick. */
  readonly judge: (core: Core, now: number) => readonly string[]
}

const isHere = (page: Page | undefined): boolean => page !== undefined && isAsking(page) && page.loud

/** Watches the first step of the ladder: each turn of a page at this desk has a notification that calls, and is called for once. */
export const callsWatch = (): CallsWatch => {
  /** Pages whose turn is here, by how often it was called for; null: nobody knows. */
  const turns = new Map<string, number | null>()
  return {
    saw: ({ state: { app: { pages } }, last: { intents } }) => {
      for (const id of turns.keys()) if (!isHere(pages[id])) turns.delete(id)
      const loud = intents.filter(({ request }) => request.urgency !== 'low')
      return Object.values(pages).filter(isHere).flatMap((page): string[] => {
        const [about, again] = [loud.filter(({ request, record }) => request.key === page.id || record.alerts.some((id) => page.alerts.includes(id))), turns.get(page.id)]
        // what was not shown is tried again under a name of its own
        const calls = about.filter(({ record }) => record.reason === 'called' && !record.id.endsWith(':again')).length
        if (about.length > 0) turns.set(page.id, 1)
        return calls > 0 && again !== null && calls + (again ?? 0) > 1 ? [`${page.id} was called for twice in one turn`] : []
      })
    },
    forget: ({ state: { app: { pages } } }) => { turns.clear(); for (const page of Object.values(pages)) turns.set(page.id, null) },
    judge: (core, now) => Object.values(core.state.app.pages)
      .filter((p) => isHere(p) && p.quietSince === null && firingOf(p, core).waking.some((a) => a.held === null) && !isUnsure(p, core.state, now) && !turns.has(p.id))
      .map((p) => `${p.id} asks here, and no notification called for it`)
  }
}
