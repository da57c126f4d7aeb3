import { describe, expect, it } from 'vitest'
import { matchersOf } from '@shared/domain/silence'
import { SourceFailure } from '../../../../src/main/ports/failure'
import type { HttpRequest } from '../../../../src/main/ports/http'
import type { MadeSilence, SilenceDraft } from '../../../../src/main/ports/source-kind'
import { alertmanager } from '../../../../src/main/sources/alertmanager'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeSilences, type FakeSilences } from '../../../fakes/fake-silences'

const MIN = 60_000
const DRAFT: SilenceDraft = { matchers: matchersOf({ alertname: 'A "quoted" \\ one', env: 'production' }), createdBy: 'Mira', comment: 'ACK! looking', forMs: 15 * MIN }
const ability = alertmanager.silence!

interface Started {
  readonly server: FakeSilences
  readonly clock: { now: number }
  readonly create: (again?: boolean) => Promise<MadeSilence>
  readonly extend: (id: string) => Promise<MadeSilence | null>
  readonly expire: (id: string) => Promise<void>
  readonly poll: () => Promise<unknown>
}
const start = (urls: readonly string[] = ['http://a'], skewMs = 0): Started => {
  const clock = { now: NOW }
  const server = fakeSilences(() => clock.now + skewMs)
  const ctx = aContext(server.http, { now: () => clock.now })
  const source = anInstance(urls)
  return {
    server, clock,
    create: (again = false) => ability.create(source, DRAFT, again, ctx), extend: (id) => ability.extend(source, id, DRAFT, ctx), expire: (id) => ability.expire(source, id, DRAFT, ctx),
    poll: () => alertmanager.poll(source, ctx)
  }
}
const isWrite = ({ method }: HttpRequest): boolean => method === 'POST' || method === 'DELETE'
/** The nth write goes wrong. */
const onWrites = (...results: readonly ('lost' | 'dropped' | null)[]): ((request: HttpRequest) => 'lost' | 'dropped' | null) => {
  let n = 0
  return (request) => (isWrite(request) ? (results[n++] ?? null) : null)
}
const at = (ms: number): string => new Date(ms).toISOString()

describe('making a silence', () => {
  it('sends every label by equality, as it is, and answers id and end', async () => {
    const { server, create } = start()
    expect(await create()).toEqual({ id: 'silence-1', endsAt: NOW + 15 * MIN })
    expect(server.http.calls.map((c) => [c.method, c.headers, JSON.parse(c.body ?? '') as unknown])).toEqual([['POST', { accept: 'application/json', 'content-type': 'application/json' }, {
      matchers: [{ name: 'alertname', value: 'A "quoted" \\ one', isRegex: false, isEqual: true }, { name: 'env', value: 'production', isRegex: false, isEqual: true }],
      createdBy: 'Mira', comment: 'ACK! looking', startsAt: at(NOW), endsAt: at(NOW + 15 * MIN)
    }]])
  })
  it('without an answer is read back, and not repeated when it was made', async () => {
    const { server, create } = start()
    server.fail(onWrites('lost'))
    expect([await create(), server.asked()]).toEqual([{ id: 'silence-1', endsAt: NOW + 15 * MIN }, ['POST a/api/v2/silences', 'GET a/api/v2/silences']])
  })
  it('without an answer is repeated once it is known that it was not made', async () => {
    const { server, create } = start()
    server.fail(onWrites('dropped'))
    expect([await create(), server.asked(), server.kept.length]).toEqual([{ id: 'silence-1', endsAt: NOW + 15 * MIN }, ['POST a/api/v2/silences', 'GET a/api/v2/silences', 'POST a/api/v2/silences'], 1])
  })
  it('says that it is unconfirmed when it cannot be read back, and finds it at the next try', async () => {
    const { server, create } = start()
    server.fail((request) => (isWrite(request) ? 'lost' : 'dropped'))
    await expect(create()).rejects.toMatchObject({ code: 'unconfirmed' })
    server.fail(() => null)
    expect([await create(true), server.kept.length]).toEqual([{ id: 'silence-1', endsAt: NOW + 15 * MIN }, 1])
  })
  it('gives up, with the reason, after two that were not done', async () => {
    const { server, create } = start()
    server.fail(onWrites('dropped', 'dropped'))
    await expect(create()).rejects.toMatchObject({ code: 'timeout' })
    expect(server.asked().filter((a) => a.startsWith('POST'))).toHaveLength(2)
  })
  it.each([[401, 'unauthorized'], [403, 'forbidden'], [400, 'unexpected-status']] as const)('is not repeated after %i', async (status, code) => {
    const { server, create } = start()
    server.fail((request) => (isWrite(request) ? { status, json: 'no' } : null))
    await expect(create()).rejects.toMatchObject({ code })
    expect(server.asked()).toEqual(['POST a/api/v2/silences'])
  })
  it('takes neither those of others nor those that are over for its own', async () => {
    const { server, create, clock } = start()
    await create()
    clock.now += 20 * MIN
    const hers = { ...server.kept[0]!, id: 'hers', createdBy: 'Eve', endsAt: at(clock.now + 60 * MIN) }
    server.kept.push(hers, { ...server.kept[0]!, id: 'plain', comment: 'known', endsAt: at(clock.now + 60 * MIN) })
    expect((await create(true)).id).toBe('silence-4')
  })
  it('asks the next peer when one refuses the connection', async () => {
    const { server, create } = start(['http://a', 'http://b'])
    server.fail(({ url }) => (url.startsWith('http://a') ? new SourceFailure('refused', { host: 'a' }) : null))
    expect([(await create()).id, server.asked()]).toEqual(['silence-1', ['POST a/api/v2/silences', 'POST b/api/v2/silences']])
  })
  it('goes by the clock of the server', async () => {
    const { server, create, poll } = start(['http://a'], 60 * MIN)
    server.fail((request) => (isWrite(request) ? null : { json: [], headers: { date: new Date(NOW + 60 * MIN).toUTCString() } }))
    await poll()
    expect([await create(), server.kept.map((s) => s.endsAt)]).toEqual([{ id: 'silence-1', endsAt: NOW + 15 * MIN }, [at(NOW + 75 * MIN)]])
  })
})

describe('extending a silence', () => {
  it('keeps its id, its start and its matchers', async () => {
    const { server, create, extend, clock } = start()
    const { id } = await create()
    clock.now += 11 * MIN
    expect(await extend(id)).toEqual({ id, endsAt: NOW + 26 * MIN })
    expect(server.kept).toEqual([{ id, matchers: DRAFT.matchers, startsAt: at(NOW), endsAt: at(NOW + 26 * MIN), createdBy: 'Mira', comment: 'ACK! looking', updatedAt: new Date(clock.now).toISOString() }])
  })
  it('follows an id that changes', async () => {
    const { server, create, extend, clock } = start()
    const { id } = await create()
    clock.now += 11 * MIN
    server.fail((request) => (isWrite(request) ? { json: { silenceID: 'another' } } : null))
    expect(await extend(id)).toEqual({ id: 'another', endsAt: NOW + 26 * MIN })
  })
  it('without an answer is read back', async () => {
    const { server, create, extend, clock } = start()
    const { id } = await create()
    clock.now += 11 * MIN
    server.fail(onWrites('lost'))
    expect([await extend(id), server.asked().slice(1)]).toEqual([{ id, endsAt: NOW + 26 * MIN }, ['GET a/api/v2/silence/silence-1', 'POST a/api/v2/silences', 'GET a/api/v2/silences']])
  })
  it('writes nothing to one that lasts longer, is over, or is somebody else’s by now', async () => {
    const { server, create, extend, clock } = start()
    const { id } = await create()
    const own = server.kept[0]!
    own.endsAt = at(NOW + 90 * MIN)
    const longer = await extend(id)
    own.comment = 'known, ticket 12'
    const taken = await extend(id)
    Object.assign(own, { comment: 'ACK! looking', endsAt: at(NOW + MIN) })
    clock.now += 2 * MIN
    expect([longer, taken, await extend(id), server.asked().filter((a) => a.startsWith('POST'))]).toEqual([{ id, endsAt: NOW + 90 * MIN }, null, null, ['POST a/api/v2/silences']])
  })
  it('of one that the server does not know is `not-found`', async () => {
    await expect(start().extend('lost')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('ending a silence', () => {
  it('ends its own, once', async () => {
    const { server, create, expire, clock } = start()
    const { id } = await create()
    clock.now += MIN
    await expire(id)
    await expire(id)
    expect([server.kept.map((s) => s.endsAt), server.asked().filter((a) => a.startsWith('DELETE'))]).toEqual([[at(NOW + MIN)], ['DELETE a/api/v2/silence/silence-1']])
  })
  it('leaves alone what is unknown, and what somebody has made their own', async () => {
    const { server, create, expire } = start()
    const { id } = await create()
    server.kept[0]!.createdBy = 'Eve'
    await expire(id)
    await expire('unknown')
    expect([server.kept[0]!.endsAt, server.asked().some((a) => a.startsWith('DELETE'))]).toEqual([at(NOW + 15 * MIN), false])
  })
  it('without an answer is read back; unread, it is unconfirmed', async () => {
    const { server, create, expire } = start()
    const { id } = await create()
    server.fail(onWrites('lost'))
    await expire(id)
    expect(server.asked().slice(1)).toEqual(['GET a/api/v2/silence/silence-1', 'DELETE a/api/v2/silence/silence-1', 'GET a/api/v2/silence/silence-1'])
    const other = start()
    const made = await other.create()
    let sent = false
    other.server.fail((request) => { sent ||= isWrite(request); return sent ? 'dropped' : null })
    await expect(other.expire(made.id)).rejects.toMatchObject({ code: 'unconfirmed' })
  })
})
