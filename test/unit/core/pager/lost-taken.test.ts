import { describe, expect, it } from 'vitest'
import { NOW } from '../../../builders'
import { byMira } from './film'
import { aDesk, type Lost } from './desk'
import { an, M, silenced } from './watched'

const at = (minute: number): number => NOW + minute * M
const W = { severity: 'warning' }

describe('a lost service that nobody took', () => {
  it('is none that somebody has because it was seen for one poll', () => {
    const f = aDesk()
    f.play(0, 20, (m) => (m < 8 ? [] : [an('Down', 'db', at(8), m >= 12 ? byMira(at(12)) : {})]), { db: [1], mail: [1] })
    f.play(20, 20.25, () => [an('Down', 'db', at(8), byMira(at(12)))], { db: [1] })
    f.play(20.25, 40, () => [an('Down', 'db', at(8), byMira(at(12)))], { db: [1], mail: [1] })
    expect([f.told().filter((line) => line.includes('acknowledged')), f.rang()![1] >= 38]).toEqual([[], true])
  })

  it('asks again when what held it back is over', () => {
    const f = aDesk()
    f.play(0, 40, (m) => [...(m < 8 ? [] : [an('Down', 'db', at(8), m >= 12 ? byMira(at(12)) : {})]), ...(m >= 9 && m < 20 ? [an('TargetDown', 'mail', at(9), m >= 10 ? silenced : {})] : [])], { db: [1], mail: [1] })
    expect([f.told().filter((line) => line.includes('acknowledged')), f.rang()![1] >= 38]).toEqual([['12m hook acknowledged'], true])
  })

  it('is told though an alert of a page that rests is pending again', () => {
    const f = aDesk()
    f.play(0, 20, (m) => (m < 2 ? [] : m < 8 ? [an('Slow', 'db', at(2))] : [an('Slow', 'db', at(8), { state: 'pending' })]), { web: [10], api: [10] })
    expect(f.told().filter((line) => line.includes('unseen')).map((line) => line.split(' ')[0])).toEqual(['15m'])
  })

  it('is not resolved by the end of its own alert, which was silenced', () => {
    const f = aDesk()
    f.play(0, 30, (m) => (m < 8 || m >= 20 ? [] : [an('TargetDown', 'db', at(8), m >= 12 ? silenced : {})]), { db: [1] })
    expect([f.told().filter((line) => line.includes('resolved')), f.rang()![1] >= 28]).toEqual([[], true])
    f.play(30, 35, () => [], {})
    expect(f.told().filter((line) => line.includes('hook resolved')).length).toBe(2)
  })
})

describe('a lost service that somebody took at this desk', () => {
  it('is theirs again when what made its page ask is over, or somebody has that', () => {
    const over = aDesk()
    over.play(0, 8, () => [], { db: [1] })
    over.take(8)
    over.play(8, 25, (m) => (m < 12 || m >= 14 ? [] : [an('Errors', 'web', at(12))]), { db: [1] })
    expect([over.rang()![1] <= 15, over.pages().map((p) => p.split(':')[0])]).toEqual([true, ['held page']])
    const other = aDesk()
    other.play(0, 8, () => [], { db: [1] })
    other.take(8)
    other.play(8, 25, (m) => (m < 9 ? [] : [an('Errors', 'api', at(9), m >= 11 ? byMira(at(11)) : {})]), { db: [1] })
    expect([other.rang()![1] <= 11, other.pages().map((p) => p.split(':')[0])]).toEqual([true, ['held page']])
  })

  it('has what needs it with it also in the moment in which it is seen again', () => {
    const f = aDesk()
    const lost = { db: [1, 30], api: [5, 30.5] } as const
    f.play(0, 8, () => [], lost)
    f.take(8)
    f.play(8, 35, () => [], lost)
    expect(f.told().filter((line) => line.includes('api'))).toEqual([])
  })

  it('or made quiet has it, too', () => {
    const f = aDesk()
    f.play(0, 8, () => [], { db: [1], api: [5] })
    f.snooze(8)
    f.play(8, 17, () => [], { db: [1], api: [5] })
    expect(f.told().filter((line) => line.includes('api'))).toEqual([])
  })
})

describe('an alert on a lost service', () => {
  it.each([['taken', byMira(at(7))], ['silenced', silenced]])('that was %s before it was seen here ends its page, which is not resolved', (_, over) => {
    const f = aDesk()
    f.play(0, 30, (m) => (m < 8 ? [] : [an('TargetDown', 'db', at(8), over)]), { db: [1] })
    expect([f.rang()![1] <= 9, f.told().filter((line) => line.includes('resolved') || line.includes('suppressed'))]).toEqual([true, [expect.stringMatching(/hook suppressed$/)]])
  })

  it('holds its page by whatever severity it pages', () => {
    const f = aDesk([], undefined, { rules: [{ when: { severity: ['warning'] }, then: 'page' }] })
    f.play(0, 25, (m) => (m < 2 ? [] : [an('Slow', 'db', at(2), m >= 10 ? byMira(at(10)) : {}, W)]), { db: [3] })
    expect([f.rang()![1] <= 10, f.pages().map((p) => p.split(':')[0])]).toEqual([true, ['held page']])
  })
})

it('calls nobody by what the rules only list by now', () => {
  const listed = aDesk([], undefined, { rules: [{ when: { service: ['mail'], hours: { from: '12:20', to: '23:00' } }, then: 'list' }], night: { from: '00:00', to: '00:00', zone: 'UTC' } })
  listed.play(0, 40, () => [], { db: [1, 15], mail: [1] })
  expect(listed.rang()![1] <= 22).toBe(true)
})

describe('what somebody took of what cannot be seen', () => {
  it('is not what is lost again after it was seen for longer than any event lasts, though its page asked all the while', () => {
    const f = aDesk()
    const lost = (m: number): Lost => (m < 14 || m >= 50 ? { db: [1] } : {})
    f.play(0, 8, () => [], { db: [1] })
    f.take(8)
    for (let m = 8; m < 80; m += 0.25) f.play(m, m + 0.25, () => (m < 12 || m >= 65 ? [] : [an('Errors', 'web', at(12))]), lost(m))
    expect([f.rang()![1] >= 78, f.pages().map((p) => p.split(':')[0])]).toEqual([true, ['open page']])
  })

  it('ends with its page: what opens that again asks for all of it', () => {
    const f = aDesk()
    const lost = (m: number): Lost => (m < 14 || m >= 20 ? { db: [1] } : {})
    f.play(0, 8, () => [], { db: [1] })
    f.take(8)
    for (let m = 8; m < 40; m += 0.25) f.play(m, m + 0.25, () => ((m >= 10 && m < 14) || (m >= 20 && m < 22) ? [an('TargetDown', 'db', at(10))] : []), lost(m))
    expect([f.pages().map((p) => p.split(':')[0]), f.rang()![1] >= 38]).toEqual([['open page'], true])
  })
})
