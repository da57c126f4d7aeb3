import { freeId, idOf } from '@shared/config/own-panels'
import type { PackLine, ServicePanel } from '@shared/config/packs'
import type { Service, Unit } from '@shared/domain/service'
import type { Place } from '@shared/contract/bridge'
import { clean } from '@shared/text/clean'
import { groupedBy, namedValues, templated, type Known } from './templating'
import type { Query } from './queries'

/** A query as it may be taken into a panel. */
export interface Choice { readonly letter: string; readonly expression: string; readonly taken: boolean; /** Name of its lines, with labels in double braces. */ readonly legend: string }

export interface Draft {
  readonly title: string
  readonly unit: Unit
  readonly choices: readonly Choice[]
  readonly selector: boolean
  readonly window: boolean
  /** Which of too many lines are the ones to see; absent: as the panel's limits say. */
  readonly worst?: ServicePanel['worst']
}

export const MOST_TITLE = 80

/** The longest text that a title may have, cut at a word where there is one. */
export const titleFrom = (text: string): string => {
  const words = clean(text, { max: 400 }).replace(/\s+/g, ' ').trim().replace(/\.$/, '')
  return words.length <= MOST_TITLE ? words : `${words.slice(0, MOST_TITLE - 1).replace(/\s\S*$/, '')}…`
}

const legendFor = (expression: string): string => groupedBy(expression).map((name) => `{{${name}}}`).join(' ')

export const choicesOf = (queries: readonly Query[]): readonly Choice[] => queries.map(({ letter, asked }) => ({ letter, expression: asked, taken: true, legend: legendFor(asked) }))

/** The service to begin with: the one that the queries name, else the one whose page was seen last; null: neither. */
export const serviceFor = (queries: readonly Query[], back: readonly Place[], environment: string | null, services: readonly Service[]): Service | null => {
  const values = queries.flatMap(({ asked }) => namedValues(asked))
  const before = back.findLast((place) => place.view === 'service')
  const seen = services.find(({ key }) => key === before?.item) ?? null
  const named = values.flatMap((value) => services.filter(({ name }) => name === value))
  return named.find(({ key }) => key === seen?.key) ?? named.find((service) => values.includes(service.environment))
    ?? named.find((service) => service.environment === environment) ?? seen
}

/** One label alone gives its lines the colours that belong to its values. */
const lineOf = ({ expression, legend }: Choice, known: Known | null, { selector, window }: Draft): PackLine => {
  const query = templated(expression, known, { selector, window }).text
  const label = /^\{\{\s*([a-zA-Z_]\w*)\s*\}\}$/.exec(legend.trim())?.[1]
  return label !== undefined ? { query, label } : legend.trim() === '' ? { query } : { query, legend: legend.trim() }
}

/** @param taken ids of the panels that stand on the page already: none of them is replaced unasked */
export const panelOf = (draft: Draft, source: string, known: Known | null, taken: ReadonlySet<string>): ServicePanel => ({
  id: freeId(idOf(draft.title), taken), title: draft.title.trim(), unit: draft.unit, signal: 'other', draw: 'lines', limits: [], needs: [], ...(draft.worst === undefined ? {} : { worst: draft.worst }),
  lines: draft.choices.filter((choice) => choice.taken).map((choice) => lineOf(choice, known, draft)), source
})

/** How much could be filled in later, over all queries that are taken. */
export const blanksIn = (draft: Pick<Draft, 'choices'>, known: Known | null): { readonly selectors: number; readonly windows: number } =>
  draft.choices.filter((choice) => choice.taken).map(({ expression }) => templated(expression, known, { selector: true, window: true }))
    .reduce((sum, one) => ({ selectors: sum.selectors + one.selectors, windows: sum.windows + one.windows }), { selectors: 0, windows: 0 })
