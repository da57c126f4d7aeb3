import { SourceFailure } from '../../src/main/ports/failure'
import type { HttpRequest } from '../../src/main/ports/http'
import type { Matcher } from '@shared/domain/silence'
import { fakeHttp, type FakeHttp, type FakeReply } from './fake-http'

type Said = FakeReply | SourceFailure | 'hang'

export interface KeptSilence {
  readonly id: string; readonly matchers: readonly Matcher[]; readonly startsAt: string; endsAt: string; createdBy: string; comment: string
  /** Absent: never changed since it began. */
  updatedAt?: string
}

/** The silences of an Alertmanager: API v2 as the real one keeps it, with a clock of its own. */
export interface FakeSilences {
  readonly http: FakeHttp
  readonly kept: KeptSilence[]
  /** Methods and paths of what was asked. */
  readonly asked: () => readonly string[]
  /** What goes wrong with a request: `lost`, it is done and the answer never comes; `dropped`, it is not done either; or another answer. */
  fail(of: (request: HttpRequest) => 'lost' | 'dropped' | Said | null): void
  alerts: readonly object[]
}

const second = (time: string): number => Math.floor(Date.parse(time) / 1000)

export const fakeSilences = (now: () => number): FakeSilences => {
  const http = fakeHttp()
  const kept: KeptSilence[] = []
  let wrong: (request: HttpRequest) => 'lost' | 'dropped' | Said | null = () => null
  const iso = (): string => new Date(now()).toISOString()
  const isOver = (s: KeptSilence): boolean => Date.parse(s.endsAt) <= now()
  const told = (s: KeptSilence): object => ({ updatedAt: s.startsAt, ...s, status: { state: isOver(s) ? 'expired' : 'active' } })
  const set = (sent: Omit<KeptSilence, 'id'> & { readonly id?: string }): Said => {
    const before = sent.id === undefined ? null : kept.find((s) => s.id === sent.id)
    if (before === undefined) return { status: 404, json: 'silence not found' }
    if (Date.parse(sent.endsAt) < now()) return { status: 400, json: 'bad silence: end time can\'t be in the past' }
    const same = before && JSON.stringify(before.matchers) === JSON.stringify(sent.matchers) && second(before.startsAt) === second(sent.startsAt)
    if (before && same && !isOver(before)) {
      Object.assign(before, { endsAt: sent.endsAt, updatedAt: iso(), createdBy: sent.createdBy, comment: sent.comment })
      return { json: { silenceID: before.id } }
    }
    if (before && !isOver(before)) Object.assign(before, { endsAt: iso(), updatedAt: iso() })
    const id = `silence-${kept.length + 1}`
    kept.push({ ...sent, id, startsAt: new Date(Math.max(now(), Date.parse(sent.startsAt))).toISOString(), updatedAt: iso() })
    return { json: { silenceID: id } }
  }
  const answer = (request: HttpRequest): Said => {
    const path = new URL(request.url).pathname
    if (path === '/api/v2/alerts') return { json: fake.alerts }
    if (path === '/api/v2/status') return { json: { versionInfo: { version: '0.27.0' }, config: { original: 'route: {}' } } }
    if (path === '/api/v2/silences') return request.method === 'POST' ? set(JSON.parse(request.body ?? '') as KeptSilence) : { json: kept.map(told) }
    const one = kept.find((s) => path === `/api/v2/silence/${s.id}`)
    if (!one) return { status: 404, json: 'silence not found' }
    if (request.method !== 'DELETE') return { json: told(one) }
    if (isOver(one)) return { status: 500, json: `silence ${one.id} already expired` }
    Object.assign(one, { endsAt: iso(), updatedAt: iso() })
    return { body: '' }
  }
  http.on('*', (request) => {
    const what = wrong(request)
    if (what === 'lost') answer(request)
    return what === null ? answer(request) : what === 'lost' || what === 'dropped' ? new SourceFailure('timeout', { seconds: 5 }) : what
  })
  const fake: FakeSilences = {
    http, kept, alerts: [],
    asked: () => http.calls.map((c) => `${c.method ?? 'GET'} ${new URL(c.url).host}${new URL(c.url).pathname}`),
    fail: (of) => { wrong = of }
  }
  return fake
}
