import { describe, expect, it } from 'vitest'
import { NOW } from '../../../builders'
import { an, BEGAN, held, M, pagesOf, watch } from './watched'

const warning = { severity: 'warning' }
const statuses = (w: ReturnType<typeof watch>) => pagesOf(w.core()).map((p) => [p.status, p.held, p.window])

describe('a page of which a colleague has all that pages', () => {
  it('is theirs, though something goes on that is only worth a look: nothing more is heard', () => {
    const w = watch()
    w.until(NOW + 3 * M, () => [an('ErrorRate', 'api'), an('Slow', 'api', BEGAN, {}, warning)])
    const after = w.since()
    w.until(NOW + 20 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Slow', 'api', BEGAN, {}, warning)])
    expect([statuses(w), after.sounds(), after.hooks(), after.told()]).toEqual([[['held', held.held, false]], 0, ['acknowledged'], []])
  })

  it('asks again when that is given back, not when what is only worth a look is', () => {
    const w = watch()
    const slow = (over = {}) => an('Slow', 'api', BEGAN, over, warning)
    w.until(NOW + M, () => [an('ErrorRate', 'api'), slow()])
    w.until(NOW + 5 * M, () => [an('ErrorRate', 'api', BEGAN, held), slow(held)])
    const light = w.since()
    w.until(NOW + 10 * M, () => [an('ErrorRate', 'api', BEGAN, held), slow()])
    expect([statuses(w), light.sounds(), light.hooks()]).toEqual([[['held', held.held, false]], 0, []])
    const given = w.since()
    w.until(NOW + 13 * M, () => [an('ErrorRate', 'api'), slow()])
    expect([statuses(w), given.sounds(), given.hooks()]).toEqual([[['open', null, true]], 3, ['paged']])
  })

  it('stays theirs when what they had is over, until something pages', () => {
    const w = watch()
    w.until(NOW + M, () => [an('ErrorRate', 'api'), an('Slow', 'api', BEGAN, {}, warning)])
    w.until(NOW + 5 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Slow', 'api', BEGAN, {}, warning)])
    const over = w.since()
    w.until(NOW + 10 * M, () => [an('Slow', 'api', BEGAN, {}, warning)])
    expect([statuses(w), over.sounds(), over.hooks()]).toEqual([[['held', held.held, false]], 0, []])
    const next = w.since()
    w.until(NOW + 11 * M, () => [an('Slow', 'api', BEGAN, {}, warning), an('Down', 'api', NOW + 10 * M)])
    expect([statuses(w), next.sounds(), next.told()]).toEqual([[['open', null, true]], 1, ['joined']])
  })

  it('is not theirs while another that pages is nobody’s', () => {
    const w = watch()
    w.until(NOW + M, () => [an('ErrorRate', 'api'), an('Down', 'api'), an('Slow', 'api', BEGAN, {}, warning)])
    w.until(NOW + 5 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Down', 'api'), an('Slow', 'api', BEGAN, held, warning)])
    expect(statuses(w)).toEqual([['open', null, true]])
  })

  it('asks again when what was only worth a look pages by another hour', () => {
    const rules = [{ when: { severity: ['warning' as const], time: 'night' as const }, then: 'page' as const }]
    const w = watch({ paging: { rules, night: { from: '12:20', to: '14:00', zone: 'UTC' } } })
    w.until(NOW + M, () => [an('ErrorRate', 'api'), an('Slow', 'api', BEGAN, {}, warning)])
    w.until(NOW + 19 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Slow', 'api', BEGAN, {}, warning)])
    const night = w.since()
    expect(statuses(w)).toEqual([['held', held.held, false]])
    w.until(NOW + 22 * M, () => [an('ErrorRate', 'api', BEGAN, held), an('Slow', 'api', BEGAN, {}, warning)])
    expect([statuses(w), night.sounds() > 2, night.told(), night.urgent().length]).toEqual([[['open', null, true]], true, ['joined'], 1])
  })
})
