import { describe, expect, it } from 'vitest'
import type { Alert } from '@shared/domain/alert'
import type { Objective, ObjectiveData } from '@shared/domain/objective'
import { serviceFacts, type FactsInput } from '../../../../src/renderer/features/services/page/facts'
import { aService, anAlert, NOW } from '../../../builders'

const MIN = 60_000
const DAY = 24 * 60 * MIN
const objective: Objective = { target: 0.999, windowMs: 30 * DAY, errors: null, total: null }
const whole = (errors: number | null, spanMs = objective.windowMs): ObjectiveData['whole'] => ({ counted: { windowMs: objective.windowMs, errors, total: errors === null ? null : 10 }, spanMs, at: NOW - 20 * MIN })
const counted = (over: Partial<ObjectiveData> = {}): ObjectiveData => ({ source: 'prom', at: NOW - 5_000, burns: [{ windowMs: 5 * MIN, errors: 0, total: 10 }], whole: whole(0.001), since: null, warnings: [], ...over })
const input = (over: Partial<FactsInput> = {}): FactsInput => ({
  service: aService({ objective, tier: null, owner: null }), health: 'ok', state: 'OK since 11:55.', environment: 'PRODUCTION', alerts: [], dependsOn: [], changes: [], seen: { source: 'prom', at: NOW - 5_000, stale: false },
  telling: ['prom', 'am'], silent: [], objective: { data: counted(), failure: null, source: 'prom' }, window: { from: NOW - 60 * MIN, to: NOW }, now: NOW, zone: 'utc', ...over
})

describe('what a copied page tells of the error budget', () => {
  /** From the objective on; what is before it is of the service. */
  const told = (known: FactsInput['objective']): readonly string[] => {
    const items = serviceFacts(input({ objective: known })).before.flatMap((block) => (block.kind === 'list' ? block.items : []))
    return items.slice(items.findIndex((item) => item.startsWith('Objective')))
  }
  const [title, burn] = ['Objective: 99.9\u202f% over 30 days', 'Burn: 0× over 5 min']

  it('is as sure as the page: over how much of the window, of when, and what is missing', () => {
    expect(told({ data: counted(), failure: null, source: 'prom' })).toEqual([title, 'Error budget: 90\u202f% left', burn, 'Counted: prom, 5 s old when copied'])
    expect(told({ data: counted({ at: NOW - 20 * MIN, whole: whole(0.001, DAY), warnings: ['store x did not answer'] }), failure: null, source: 'prom' })).toEqual([
      title, 'Error budget: 90\u202f% left, over the last 1 d, which is all there is', burn, 'Counted: prom, 20 min old when copied, NOT FRESH', 'Not whole: store x did not answer'
    ])
    expect(told({ data: counted({ whole: whole(0.03) }), failure: null, source: 'prom' })[1]).toBe('Error budget: 0\u202f% left, 3.0× of it spent')
  })

  it('says why it is unknown', () => {
    const timeout = { code: 'timeout', values: { seconds: 10 } } as const
    expect(told({ data: counted({ whole: whole(null) }), failure: null, source: 'prom' })[1]).toBe('Error budget: unknown, no requests were counted')
    expect(told({ data: counted({ whole: { ...whole(0)!, counted: { windowMs: objective.windowMs, errors: null, total: 10 } } }), failure: null, source: 'prom' })[1]).toBe('Error budget: unknown, its errors could not be counted')
    expect(told({ data: counted({ whole: whole(0), noErrors: true }), failure: null, source: 'prom' }).at(-1)).toBe('No series of errors was found, so none counts as failed.')
    expect(told({ data: counted({ whole: null }), failure: timeout, source: 'prom' })).toEqual([
      title, 'Error budget: unknown, its errors could not be counted', burn, 'Counted: prom, 5 s old when copied, NOT FRESH', expect.stringMatching(/^No answer: prom .*10 s/)
    ])
    expect(told({ data: null, failure: timeout, source: 'prom' })).toEqual([title, 'Error budget: unknown', expect.stringMatching(/^No answer: prom .*10 s/)])
    expect(told(null)).toEqual([title, 'Error budget: unknown'])
  })
})

describe('what a copied page tells of alerts', () => {
  const told = (over: Partial<FactsInput>) => { const { before } = serviceFacts(input(over)); return before.slice(before.findIndex((block) => block.kind === 'heading' && block.level === 2) + 1).map((block) => (block.kind === 'list' ? block.items.length : block.kind === 'text' ? block.text : block.kind)) }

  it('is that nothing fires only where all who would tell did', () => {
    expect([
      told({}), told({ silent: ['am', 'prom'] }), told({ telling: [] }), told({ alerts: [anAlert({})] }), told({ alerts: [anAlert({})], silent: ['am'] })
    ]).toEqual([
      ['Nothing fires.'], ['Nothing fires that can be seen. No fresh word on alerts from am, prom.'], ['Nothing fires that can be seen. No source tells of its alerts.'], [1], [1, 'No fresh word on alerts from am.']
    ])
  })

  it('is since when they fire, and since when they were pending before', () => {
    const since = (over: Partial<Alert>): readonly string[] => {
      const items = serviceFacts(input({ alerts: [anAlert({ startsAt: NOW - 60 * MIN, ...over })] })).before.flatMap((block) => (block.kind === 'list' ? block.items : [])).at(-1)!
      return [/(?:firing|pending|suppressed) since [^:]*:[^:]*:\d+ UTC\)/.exec(items)?.[0] ?? '', /Pending before[^.]*/.exec(items)?.[0] ?? '']
    }
    expect([since({ firedAt: NOW - 20 * MIN }), since({ firedAt: NOW - 20 * MIN, state: 'suppressed' }), since({}), since({ state: 'pending' })]).toEqual([
      ['firing since 11:40 (11:40 UTC)', 'Pending before that, since 11:00'], ['suppressed since 11:40 (11:40 UTC)', 'Pending before that, since 11:00'], ['firing since 11:00 (11:00 UTC)', ''], ['pending since 11:00 (11:00 UTC)', '']
    ])
  })
})
