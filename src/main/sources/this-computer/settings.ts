import type { Field, OptionValues } from '@shared/config/fields'
import { SourceFailure } from '../../ports/failure'
import { t } from '@shared/text/catalogue'

export const fields: readonly Field[] = [
  { key: 'diskWarning', label: 'field.this-computer.diskWarning', type: 'number', default: 90, min: 1, max: 100 },
  { key: 'diskCritical', label: 'field.this-computer.diskCritical', type: 'number', default: 95, min: 1, max: 100 },
  { key: 'memoryLow', label: 'field.this-computer.memoryLow', type: 'number', default: 5, min: 0, max: 50 },
  { key: 'loadPerCore', label: 'field.this-computer.loadPerCore', type: 'number', default: 2, min: 0.5, max: 100 }
]

/** Ratios are 0 to 1. */
export interface Limits { readonly diskWarning: number; readonly diskCritical: number; readonly memoryLow: number; readonly loadPerCore: number }

/** The limits as configured; throws `settings` when they contradict each other. */
export const limitsOf = (options: OptionValues): Limits => {
  const number = (key: string): number => { const value = options[key]; return typeof value === 'number' ? value : (fields.find((f) => f.key === key)!.default as number) }
  const limits = { diskWarning: number('diskWarning') / 100, diskCritical: number('diskCritical') / 100, memoryLow: number('memoryLow') / 100, loadPerCore: number('loadPerCore') }
  if (limits.diskWarning >= limits.diskCritical) throw new SourceFailure('settings', { detail: t('computer.limits') })
  return limits
}
