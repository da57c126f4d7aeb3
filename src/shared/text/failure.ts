import type { Failure } from '../domain/source'
import { t, type MessageKey } from './catalogue'
import { clean } from './clean'

/** A failure as one sentence that names its source. */
export const failureText = (failure: Failure, source: string): string => {
  const values: Record<string, string | number> = { source, host: source, path: '/', detail: 'no detail', seconds: 0, limit: '', hops: 5, target: '', status: 0, offset: 0 }
  for (const [key, value] of Object.entries(failure.values)) values[key] = typeof value === 'string' ? clean(value, { max: 300 }) : value
  return t(`failure.${failure.code}` satisfies MessageKey, values)
}
