import { t } from '../text/catalogue'
import { optionProblems, type KindManifest } from './fields'
import { suggestion, type Problem } from './problems'
import type { SourceConfig } from './schema'

/**
 * What the schema cannot know: whether each source is of a known kind, has that kind's address and that kind's options.
 * Null stands for a source that has worse faults already.
 */
export const checkKinds = (sources: readonly (SourceConfig | null)[], kinds: readonly KindManifest[]): readonly Problem[] => {
  const builtIn = new Set<string>()
  return sources.flatMap((source, i): readonly Problem[] => {
    if (!source) return []
    const kind = kinds.find((k) => k.kind === source.kind)
    const at = ['sources', i] as const
    if (!kind) {
      const known = kinds.map((k) => k.kind)
      return [{ path: [...at, 'kind'], at: 'value', reason: t('terminal.config.unknown-kind', { kind: source.kind, suggestion: suggestion(source.kind, known), known: known.join(', ') }) }]
    }
    const twice = kind.builtIn && builtIn.has(kind.kind)
    if (kind.builtIn) builtIn.add(kind.kind)
    return [
      ...(twice ? [{ path: [...at, 'kind'], at: 'value' as const, reason: t('terminal.config.one-of-kind', { kind: kind.kind }) }] : []),
      ...addressProblems(source, kind).map((p) => ({ ...p, path: [...at, ...p.path] })),
      ...optionProblems(kind.fields, source.options).map(({ field, known, reason }): Problem => ({ path: [...at, 'options', field], at: known ? 'value' : 'key', reason }))
    ]
  })
}

/** Kinds with several addresses take one as well. */
const addressProblems = (source: SourceConfig, { kind, address }: KindManifest): readonly Problem[] => {
  switch (address) {
    case 'none': return (['url', 'urls'] as const).flatMap((key): Problem[] => (source[key] === undefined ? [] : [{ path: [key], at: 'key', reason: t('terminal.config.no-address', { kind }) }]))
    case 'url':
      if (source.urls !== undefined) return [{ path: ['urls'], at: 'key', reason: t('terminal.config.url-only', { kind }) }]
      return source.url === undefined ? [{ path: ['url'], at: 'value', reason: t('terminal.config.url-needed', { kind }) }] : []
    case 'urls': return source.url === undefined && source.urls === undefined ? [{ path: ['url'], at: 'value', reason: t('terminal.config.url-needed', { kind }) }] : []
  }
}
