import { describe, expect, it } from 'vitest'
import type { Silence } from '@shared/domain/silence'
import { withHolders } from '../../../../src/main/sources/alertmanager/holders'
import { aSighting, NOW } from '../../../builders'

const silence = (id: string, over: Partial<Silence> = {}): Silence =>
  ({ id, source: 'am', matchers: [], startsAt: NOW - 60_000, endsAt: NOW + 60_000, createdBy: 'Mira', comment: 'ACK! This alert was acknowledged using karma', state: 'active', ...over })
const hushed = (...silencedBy: readonly string[]) => aSighting({ state: 'suppressed', silencedBy })
const seen = (silencedBy: readonly string[], silences: readonly Silence[], over: Partial<ReturnType<typeof aSighting>> = {}): unknown => {
  const [alert] = withHolders([{ ...hushed(...silencedBy), ...over }], silences, null)
  return [alert?.state, alert?.held]
}
const MIRA = { by: 'Mira', since: NOW - 60_000, source: 'am' }

describe('who has an alert', () => {
  it('is whoever acknowledged it by a silence', () => { expect(seen(['a'], [silence('a')])).toEqual(['firing', MIRA]) })
  it('is nobody by a plain silence', () => { expect(seen(['a'], [silence('a', { comment: 'maintenance, ACK! later' })])).toEqual(['suppressed', null]) })
  it('is nobody by one that is over or not listed', () => { expect([seen(['a'], [silence('a', { state: 'expired' })]), seen(['b'], [silence('a')])]).toEqual([['suppressed', null], ['suppressed', null]]) })
  it('is the first of several', () => { expect(seen(['a', 'b'], [silence('b', { createdBy: 'Eve', startsAt: NOW - 90_000 }), silence('a')])).toEqual(['firing', { by: 'Eve', since: NOW - 90_000, source: 'am' }]) })
  it('does not lift what else holds it back', () => {
    expect([seen(['a', 'p'], [silence('a'), silence('p', { comment: 'upgrade' })]), seen(['a'], [silence('a')], { inhibitedBy: ['x'] }), seen(['a'], [silence('a')], { mutedBy: ['night'] })])
      .toEqual([['suppressed', MIRA], ['suppressed', MIRA], ['suppressed', MIRA]])
  })
  it('keeps references: the list without any, an alert whose holder stays', () => {
    const alerts = [hushed('a'), aSighting({ fingerprint: 'other' })]
    const first = withHolders(alerts, [silence('a')], null)
    const extended = withHolders(alerts, [silence('a', { endsAt: NOW + 900_000 })], first)
    expect([withHolders(alerts, [], first) === alerts, extended[0] === first[0], extended[1] === alerts[1]]).toEqual([true, true, true])
  })
})
