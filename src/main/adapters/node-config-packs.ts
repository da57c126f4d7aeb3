import { parser, VectorSelector } from '@prometheus-io/lezer-promql'
import { queriesIn, queriesOf, type Pack, type ServicePanel, type WrittenQuery } from '@shared/config/packs'
import type { Problem } from '@shared/config/problems'
import { nameKey, type Config } from '@shared/config/schema'
import { expand } from '@shared/domain/promql'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'

/** What stands in quotes is a value: a $ in it may be meant. */
const bare = (query: string): string => query.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""')

const fault = (query: string, parts: Readonly<Record<string, string>>): string | null => {
  const whole = expand(query, { selector: { job: 'x' }, by: ['job'], windowMs: 60_000, parts })
  const blank = /\$\w+/.exec(bare(whole))
  if (blank) return t('terminal.config.pack.blank', { name: clean(blank[0], { max: 80 }) })
  const errors: number[] = []
  parser.parse(whole).iterate({ enter: (node) => { if (node.type.isError) errors.push(node.from) } })
  const [at] = errors
  return at === undefined ? null : t('terminal.config.pack.query', { near: clean(whole.slice(at, at + 30), { max: 40 }) || '…' })
}

/** Queries that are no PromQL once they are made whole, each told once. */
const queryProblems = (written: readonly WrittenQuery[], at: Problem['path']): readonly Problem[] => written.flatMap(({ path, query, parts }): Problem[] => {
  const reason = parts.map((p) => fault(query, p)).find((found) => found !== null)
  return reason === undefined ? [] : [{ path: [...at, ...path], at: 'value', reason }]
})

export const packProblems = (pack: Pack, at: Problem['path'] = []): readonly Problem[] => queryProblems(queriesIn(pack), at)

/** The same for every pack and panel that a configuration holds. */
export const panelProblems = (config: Pick<Config, 'packs' | 'services'>): readonly Problem[] => [
  ...config.packs.flatMap((pack, i) => packProblems(pack, ['packs', i])),
  ...config.services.flatMap((service, i) => queryProblems(queriesOf(service.panels ?? []), ['services', i]))
]

/** Panels of a team's file that name a source which the file does not have. */
export const panelSourceProblems = ({ services, sources }: Pick<Config, 'services' | 'sources'>): readonly Problem[] => {
  const known = new Set(sources.map((source) => nameKey(source.name)))
  return services.flatMap((service, i) => (service.panels ?? []).flatMap(({ source }, j): Problem[] => (source === undefined || known.has(nameKey(source))
    ? [] : [{ path: ['services', i, 'panels', j, 'source'], at: 'value', reason: t('terminal.config.pack.source', { name: clean(source, { max: 80 }) }) }])))
}

/** The first query of a panel that cannot be asked, and why; null: all can. */
export const panelFault = (panel: ServicePanel): { readonly query: string; readonly reason: string } | null => {
  for (const { query } of panel.lines) { const reason = fault(query, {}); if (reason !== null) return { query, reason } }
  return null
}

const MARK = '__garda_place'
/** Whether all that a panel asks for is asked of the service: then it means the same for a service of that name elsewhere. */
export const isPortable = (panel: Pick<ServicePanel, 'lines'>): boolean => panel.lines.every(({ query }) => {
  const whole = expand(query, { selector: { [MARK]: 'x' }, by: [], windowMs: 60_000, parts: {} })
  const selectors: boolean[] = []
  parser.parse(whole).iterate({ enter: (node) => { if (node.type.id === VectorSelector) selectors.push(whole.slice(node.from, node.to).includes(MARK)) } })
  return selectors.length > 0 && selectors.every(Boolean)
})
