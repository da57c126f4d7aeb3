import type { SourceStatus } from '@shared/domain/source'

/** Whether a dashboard can be asked of a source: it has metrics, and a language to ask for them. */
export const canAsk = ({ abilities, kind }: Pick<SourceStatus, 'abilities' | 'kind'>): boolean => abilities.includes('metrics') && kind !== 'this-computer'
