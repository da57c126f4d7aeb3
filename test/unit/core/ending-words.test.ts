import { describe, expect, it } from 'vitest'
import type { Shift } from '@shared/domain/page'
import { aServiceSighting, aSnapshot, NOW } from '../../builders'
import { prom, startCore, type Core } from './core-harness'
import { aDesk } from './pager/desk'
import { raw } from './pager/film'
import { an, H, M, S } from './pager/watched'

const DAY = { paging: { night: { from: '00:00', to: '00:00' } } }
type Words = readonly [title: string, body: string]
const live = (core: Core, from: number, to: number, step: (core: Core, at: number) => Core): readonly [Core, readonly Words[]] => {
  const told: Words[] = []
  for (let at = from; at < to; at += 15 * S) {
    core = step(core, at)
    told.push(...core.last.intents.map((i): Words => [i.request.title, i.request.body]))
    core = core.tick(at)
    told.push(...core.last.intents.map((i): Words => [i.request.title, i.request.body]))
  }
  return [core, told]
}

describe('the last word of a page', () => {
  it('says that what could not be seen is seen again, never that its service is well', () => {
    const shop = (at: number) => aServiceSighting({ name: 'shop', fresh: true, lastSampleAt: at })
    const start = startCore([prom()], { config: { ...DAY, services: [{ name: 'shop', tier: 1 }] } }).answer('prom', aSnapshot({ services: [shop(NOW)] }), NOW)
    const [, told] = live(start, NOW + 15 * S, NOW + 12 * M, (core, at) => {
      const t = at - NOW
      return t > M && t < 5 * M ? core.fail('prom', at) : core.answer('prom', aSnapshot({ services: [shop(at)], alerts: t >= 5 * M ? [an('Down', 'shop', NOW + 3 * M)] : [] }), at)
    })
    expect(told.map(([title]) => title)).toEqual(['Garda cannot see prom', 'CRITICAL: shop, PRODUCTION', 'Seen again: shop, PRODUCTION'])
    expect(told.at(-1)?.[1]).toMatch(/^Lasted 3 min\. Still firing there: Down \(shop\)\.$/)
  })

  it('names the alerts where others go on on the same service', () => {
    const [, told] = live(startCore([prom()], { config: DAY }).answer('prom', aSnapshot({ alerts: [] }), NOW), NOW + 15 * S, NOW + 50 * M, (core, at) => {
      const t = at - NOW
      return core.answer('prom', aSnapshot({ alerts: [...(t > M && t < 40 * M ? [an('Slow', 'api', NOW + M)] : []), ...(t > 35 * M ? [an('Down', 'api', NOW + 35 * M)] : [])] }), at)
    })
    expect(told.filter(([title]) => title.startsWith('Resolved'))).toEqual([['Resolved: Slow (api), PRODUCTION', 'Lasted 39 min. Still firing there: Down (api).']])
  })

  it('says which severity is over where the other goes on under the same name', () => {
    const [, told] = live(startCore([prom()], { config: DAY }).answer('prom', aSnapshot({ alerts: [] }), NOW), NOW + 15 * S, NOW + 50 * M, (core, at) => {
      const t = at - NOW
      return core.answer('prom', aSnapshot({ alerts: [...(t > M ? [an('DiskFilling', 'db', NOW + M, {}, { severity: 'warning' })] : []), ...(t > 35 * M && t < 40 * M ? [an('DiskFilling', 'db', NOW + 35 * M)] : [])] }), at)
    })
    expect(told.filter(([title]) => title.startsWith('Resolved'))).toEqual([['Resolved: Critical DiskFilling (db), PRODUCTION', 'Lasted 5 min. Still firing there: Warning DiskFilling (db).']])
  })

  it('says of a page of both that what could not be seen is seen again, and how long all of it lasted', () => {
    const f = aDesk()
    f.play(0, 45, (m) => (m >= 8 && m < 20 ? [an('Errors', 'api', NOW + 8 * M)] : []), { db: [1, 30] })
    const lost = aDesk()
    lost.play(0, 45, (m) => [an('Slow', 'api', NOW, {}, { severity: 'warning' }), ...(m >= 8 && m < 30 ? [an('Errors', 'api', NOW + 8 * M)] : [])], { db: [1, 30] })
    const last = ({ out }: ReturnType<typeof aDesk>): readonly string[] => out.filter((line) => line.includes(' resolved low')).map((line) => line.slice(line.indexOf('Resolved')))
    expect([last(f), last(lost)]).toEqual([['Resolved: api, db, PRODUCTION | Lasted 29 min. Seen again: db.'], ['Resolved: Errors (api), PRODUCTION | Lasted 29 min. Still firing there: Slow (api). Seen again: db.']])
  })

  it('names an alert of no service', () => {
    const [, told] = live(startCore([prom()], { config: DAY }).answer('prom', aSnapshot({ alerts: [] }), NOW), NOW + 15 * S, NOW + 10 * M, (core, at) =>
      core.answer('prom', aSnapshot({ alerts: at < NOW + 5 * M ? [raw({ alertname: 'HostDown', instance: 'h1:9100' }, NOW + 15 * S)] : [] }), at))
    expect(told.at(-1)).toEqual(['Resolved: HostDown, PRODUCTION', 'Lasted 4 min.'])
  })

  it('says how it is now where a fresh figure does', () => {
    const reading = (at: number, value: number) => ({ value, unit: 'ratio' as const, note: '', at, limit: { value: 0.02, severity: 'critical' as const, side: 'above' as const }, trend: { from: at, step: 1, values: [value] } })
    const [, told] = live(startCore([prom()], { config: DAY }).answer('prom', aSnapshot({ alerts: [] }), NOW), NOW + 15 * S, NOW + 10 * M, (core, at) => {
      const t = at - NOW
      const firing = t > M && t < 5 * M
      return core.answer('prom', aSnapshot({ services: [aServiceSighting({ name: 'api', labels: { service: 'api', env: 'production' }, fresh: true, lastSampleAt: at, signals: { errors: reading(at, firing ? 0.08 : 0.002) } })], alerts: firing ? [an('HighErrorRatio', 'api', NOW + M)] : [] }), at)
    })
    expect(told.at(-1)).toEqual(['Resolved: api, PRODUCTION', 'Errors 0.20\u202f%, limit 2\u202f%. Lasted 4 min.'])
  })
})

describe('the first word of a page', () => {
  const shift: Shift = { now: { name: 'Mira', until: NOW + 9 * H }, next: { name: 'Daniel', from: NOW + 9 * H }, order: ['Mira', 'Daniel'] }
  it('says which root is likely, and who is paged next and when', () => {
    const config = { paging: { ...DAY.paging, me: 'Mira', onCall: { people: ['Mira', 'Daniel'] } }, services: [{ name: 'web', dependsOn: ['db'] }], appearance: { time: 'utc' as const } }
    const core = startCore([prom()], { config }).answer('prom', aSnapshot({ alerts: [] }), NOW).do({ type: 'meta', at: NOW, change: { shift } })
    const next = core.answer('prom', aSnapshot({ services: [aServiceSighting({ name: 'web', fresh: true }), aServiceSighting({ name: 'db', fresh: true })], alerts: [an('Down', 'db', NOW + M), an('Errors', 'web', NOW + M)] }), NOW + M)
    expect(next.last.intents.map((i) => [i.request.title, i.request.body, i.record.body === i.request.body])).toEqual([['CRITICAL: 2 alerts, one incident, PRODUCTION', 'db, web. Since 12:01.\nLikely root: db. Daniel is paged 12:06.', true]])
    const alone = core.answer('prom', aSnapshot({ alerts: [an('Down', 'db', NOW + M)] }), NOW + M)
    expect(alone.last.intents.map((i) => i.request.body)).toEqual([expect.stringMatching(/^.* Since 12:01\.\nDown, seen by prom\. Daniel is paged 12:06\.$/)])
  })
})
