import { assertNever } from '@shared/domain/assert-never'
import { samePerson } from '@shared/domain/on-call'
import { isAsking, type Page } from '@shared/domain/page'
import { severityRank } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment, type Zone } from '@shared/text/format'

/** A page as every screen shows it. `own`: no alert stands for it anywhere, so that it is taken, put off and given back here; else `lead` leads to its alert. */
export interface PageRow { readonly page: Page; readonly own: boolean; readonly lead: string | null }

const ORDER: readonly Page['status'][] = ['open', 'snoozed', 'held', 'over']
const byWeight = (a: Page, b: Page): number =>
  ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || severityRank(a.severity) - severityRank(b.severity) || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1)

/** What asks for somebody or was put off, and what was taken here and is no alert that could be given back. What asks comes first, the worst before the others. */
export const pageRows = ({ pages, alerts }: Pick<AppState, 'pages' | 'alerts'>): readonly PageRow[] => Object.values(pages).filter((p) => p.route === 'page' && p.status !== 'over').sort(byWeight).flatMap((page) => {
  const known = page.alerts.flatMap((id) => (Object.hasOwn(alerts, id) ? [alerts[id]!] : []))
  if (page.status === 'held') return page.held?.here === true && !known.some((a) => a.held?.here === true) ? [{ page, own: true, lead: null }] : []
  const free = known.filter((a) => a.state === 'firing' && a.held === null)
  return [{ page, own: free.length === 0, lead: (free.find((a) => a.id === page.lead) ?? free[0])?.id ?? null }]
})

/** A sentence about a page, and the moment in it; null: there is none. */
export interface Said { readonly words: string; readonly at: number | null }

/** Whose a page is, until when it is put off, and what comes next when nobody takes it. */
export const pageSays = (page: Page, me: string | null, now: number, zone: Zone): readonly Said[] => {
  const name = (person: string): string => clean(person, { max: 60 })
  if (page.status === 'held') return [{ words: t('pages.held', { name: name(page.held?.by ?? t('page.somebody')) }), at: page.held?.since ?? null }]
  const whose = page.person === null ? t('pages.nobody') : me !== null && samePerson(page.person, me) ? t('pages.you') : t('pages.person', { name: name(page.person) })
  if (!isAsking(page)) return [{ words: t('pages.snoozed', { time: moment(page.snoozedUntil ?? now, now, zone) }), at: page.snoozedUntil }, { words: whose, at: null }]
  const next = page.next && { words: nextWords(page.next, moment(page.next.at, now, zone)), at: page.next.at }
  return [{ words: whose, at: null }, next ?? { words: t('pages.next.none'), at: null }]
}

const nextWords = ({ rung, person }: NonNullable<Page['next']>, time: string): string => {
  switch (rung) {
    case 'next': return person === null ? t('pages.next.somebody', { time }) : t('pages.next', { name: clean(person, { max: 60 }), time })
    case 'sound': case 'hook': case 'window': return t(`pages.next.${rung}`, { time })
    default: return assertNever(rung)
  }
}
