import type { Core } from '../unit/core/core-harness'

/** A blink ends within this, and what asks again opens its page within it, ms. */
const BLINK_MS = 50_000
const DUE_MS = 60_000

interface Free { lastAt: number; heldSince: number | null }

/**
 * Watches what nobody has on pages of which somebody may take the rest: what fired there while the page asked is nobody's until somebody takes it, or until it was
 * gone for longer than a blink, and its page asks.
 */
export const freeWatch = (): {
  readonly judge: (core: Core, now: number) => readonly string[]
  /** Somebody took a whole page, or nothing was seen for a while. */
  readonly forget: (page?: string) => void
} => {
  const pages = new Map<string, Map<string, Free>>()
  return {
    forget: (page) => { if (page === undefined) pages.clear(); else pages.delete(page) },
    judge: ({ state: { app } }, now) => Object.values(app.pages).flatMap((page) => {
      if (page.status === 'over' || page.route !== 'page') { pages.delete(page.id); return [] }
      const known = pages.get(page.id) ?? new Map<string, Free>()
      pages.set(page.id, known)
      return page.alerts.flatMap((id) => {
        const alert = app.alerts[id]
        const free = known.get(id)
        if (alert === undefined) { if (free && now - free.lastAt > BLINK_MS) known.delete(id); return [] }
        if (alert.held !== null) { known.delete(id); return [] }
        if (alert.state !== 'firing' || alert.severity !== 'critical' || alert.environment !== 'production') { if (free) { free.lastAt = now; free.heldSince = null } return [] }
        if (page.status !== 'held') { if (page.status === 'open' || free) known.set(id, { lastAt: now, heldSince: null }); return [] }
        if (!free) return []
        free.lastAt = now
        free.heldSince ??= now
        return now - free.heldSince > DUE_MS ? [`${alert.name} was never taken, and ${page.id} counts as taken for ${(now - free.heldSince) / 1000} s`] : []
      })
    })
  }
}
