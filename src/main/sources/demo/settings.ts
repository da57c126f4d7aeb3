import type { Field, OptionValues } from '@shared/config/fields'
import { DEMO_PARTS, readDemoTime, type DemoPart } from '@shared/domain/demo'
import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../../ports/failure'

export const fields: readonly Field[] = [
  { key: 'start', label: 'field.demo.start', type: 'text', default: '02:47:12' },
  { key: 'seed', label: 'field.demo.seed', type: 'number', default: 1, min: 0, max: 1_000_000_000 },
  { key: 'part', label: 'field.demo.part', type: 'choice', default: 'all', choices: DEMO_PARTS },
  { key: 'clock', label: 'field.demo.clock', type: 'choice', default: 'anchored', choices: ['anchored', 'scenario'] }
]

export interface DemoSettings {
  /** Scenario time of the first look, ms. */
  readonly start: number
  readonly seed: number
  readonly part: DemoPart
  /** `anchored`: the night begins at `start` when it is first looked at. `scenario`: the clock given is the scenario's already. */
  readonly clock: 'anchored' | 'scenario'
}

/** Throws `settings` when the start is no time. */
export const settingsOf = (options: OptionValues): DemoSettings => {
  const text = typeof options['start'] === 'string' ? options['start'] : '02:47:12'
  const start = readDemoTime(text)
  if (start === null) throw new SourceFailure('settings', { detail: t('demo.start', { value: text }) })
  return {
    start, seed: typeof options['seed'] === 'number' ? options['seed'] : 1, part: DEMO_PARTS.find((p) => p === options['part']) ?? 'all',
    clock: options['clock'] === 'scenario' ? 'scenario' : 'anchored'
  }
}
