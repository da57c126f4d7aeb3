import type { Alert } from '@shared/domain/alert'
import { hostOf } from '../../ui'

/** A link that came with an alert. */
export interface AlertLink { readonly kind: 'runbook' | 'dashboard' | 'other' | 'generator'; readonly name: string; readonly url: string }
/** Text that came with an alert, as written. */
export interface Note { readonly name: string; readonly text: string }

const SENTENCES: readonly string[] = ['description', 'impact', 'message', 'title', 'summary']
const RUNBOOKS: readonly string[] = ['runbook_url', 'runbook', 'runbookURL']
const DASHBOARDS: readonly string[] = ['dashboard_url', 'dashboard', 'dashboardURL', 'grafana_url', '__dashboardUid__']

const kindOf = (name: string): AlertLink['kind'] => (RUNBOOKS.includes(name) ? 'runbook' : DASHBOARDS.includes(name) ? 'dashboard' : 'other')

/** A whole value that is a web address is a link; everything else is text, whatever it looks like. */
const isAddress = (value: string): boolean => !/\s/.test(value.trim()) && hostOf(value.trim()) !== ''

/** An alert's annotations apart: links (its page at the source last), and text, what describes it first; the `shown` sentence is left out. */
export const annotationsOf = (alert: Pick<Alert, 'annotations' | 'generatorURL'>, shown: string): { readonly notes: readonly Note[]; readonly links: readonly AlertLink[] } => {
  const notes: Note[] = []
  const links: AlertLink[] = []
  for (const [name, value] of Object.entries(alert.annotations)) {
    if (isAddress(value)) links.push({ kind: kindOf(name), name, url: value.trim() })
    else if (value.trim() !== '' && value !== shown) notes.push({ name, text: value })
  }
  const place = (note: Note): number => { const i = SENTENCES.indexOf(note.name); return i < 0 ? SENTENCES.length : i }
  notes.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1))
  const order = ['runbook', 'dashboard', 'other']
  links.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  if (alert.generatorURL && isAddress(alert.generatorURL)) links.push({ kind: 'generator', name: 'generatorURL', url: alert.generatorURL.trim() })
  return { notes, links }
}

/** Where the alert's author, or the service's owner, says what to do; null when neither does. */
export const runbookOf = (alert: Pick<Alert, 'annotations'>, service: { readonly runbook: string | null } | null): string | null =>
  [...RUNBOOKS.map((name) => alert.annotations[name]), service?.runbook].find((url): url is string => typeof url === 'string' && isAddress(url))?.trim() ?? null
