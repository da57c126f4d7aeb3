import { subjectOf } from '@shared/domain/unseen'
import type { Page } from '@shared/domain/page'
import type { Core } from '../unit/core/core-harness'

type Pages = Readonly<Record<string, Page>>
const isUp = (page: Page): boolean => page.status !== 'over'

/** One event has one page: no alert is on two that are not over. */
export const twice = ({ state: { app, ids } }: Core): readonly string[] => {
  const on = new Map<string, string>()
  return Object.values(app.pages).filter(isUp).flatMap((page) => page.alerts.flatMap((id) => {
    const alert = ids.get(id) ?? id
    const other = on.get(alert)
    on.set(alert, page.id)
    return other === undefined || other === page.id ? [] : [`${app.alerts[alert]?.name ?? alert} is on ${other} and on ${page.id}`]
  }))
}

/** What becomes of a notification opens no page and moves no ladder. */
export const stirred = (before: Pages, after: Pages): readonly string[] => Object.values(after).flatMap((page) => {
  const was = before[page.id]
  if (!isUp(page)) return []
  if (was === undefined || !isUp(was)) return [`${page.id} was opened by what became of a notification`]
  return was.status === 'open' && (page.status !== 'open' || page.since !== was.since) ? [`the ladder of ${page.id} was moved by what became of a notification`] : []
})

/** A hook hears `paged` once for each time that a ladder begins. */
export const pagedTwice = (heard: Set<string>, page: Page): readonly string[] => {
  const turn = turnOf(page)
  const again = heard.has(turn)
  heard.add(turn)
  return again ? [`${page.id} was handed on as new twice`] : []
}
/** A page, and when its ladder began. */
export const turnOf = ({ id, since }: Pick<Page, 'id' | 'since'>): string => `${id} since ${since}`

const SHOP = 'service:production/shop'
/** Told of after a minute, and one more for polls and for the window in which nothing is decided; a page that comes back again and again ends this late. */
const DUE_MS = 60_000 + 90_000
const OVER_MS = 16 * 60_000

/** A service of tier 1 that its source hides has one page, and none once it is back. */
export const shopWatch = (): {
  readonly polled: (core: Core, is: 'seen' | 'hidden' | 'unknown', now: number) => readonly string[]
  /** @param known whether what is kept for the next run says who saw it: else it is not missed there, unless its page was kept */
  readonly forget: (known?: boolean) => void
} => {
  let since: { readonly is: string; readonly at: number } | null = null
  let missed = true
  return {
    forget: (known = true) => { since = null; missed &&= known },
    polled: (core, is, now) => {
      if (since?.is !== is) since = { is, at: now }
      const lasted = now - since.at
      const pages = Object.values(core.state.app.pages).filter((p) => isUp(p) && p.unseen.includes(SHOP))
      missed ||= is === 'seen' || pages.length > 0
      if (pages.length > 1) return [`the shop is on ${pages.map((p) => p.id).join(' and ')}`]
      if (is === 'hidden' && missed && lasted > DUE_MS && pages.length === 0) return [`the shop is hidden for ${lasted / 1000} s and on no page`]
      // a page of more than the shop goes on by the rest, which may be a source that does not answer
      const asks = pages.filter((p) => p.unseen.every((key) => key === SHOP) || !Object.hasOwn(p.seenAgain ?? {}, subjectOf(SHOP)))
      if (is === 'seen' && lasted > OVER_MS && asks.length > 0) return [`the shop is seen for ${lasted / 1000} s and still on ${asks[0]!.id}`]
      return is === 'seen' && lasted > DUE_MS && asks.some((p) => p.quietSince === null) ? [`the shop is seen for ${lasted / 1000} s and calls`] : []
    }
  }
}
