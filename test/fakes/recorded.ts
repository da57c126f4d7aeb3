import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HttpRequest } from '../../src/main/ports/http'
import { fakeHttp, type FakeAnswer, type FakeHttp, type FakeReply } from './fake-http'

/** A reply of a real server as scripts/record-fixtures.mjs kept it. */
export interface Recorded {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

const ROOT = join(import.meta.dirname, '../fixtures')
export const versionsOf = (kind: string): readonly string[] => readdirSync(join(ROOT, kind)).sort()
export const recording = (kind: string, version: string): Readonly<Record<string, Recorded>> =>
  Object.fromEntries(readdirSync(join(ROOT, kind, version)).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(ROOT, kind, version, file), 'utf8')) as Recorded]))

export const replyOf = ({ status, headers, body }: Recorded): FakeReply => ({ status, headers, ...(typeof body === 'string' ? { body } : { json: body }) })

const NO_SERIES: FakeReply = { json: { status: 'success', data: { resultType: 'matrix', result: [] } } }
const NO_SAMPLE: FakeReply = { json: { status: 'success', data: { resultType: 'vector', result: [] } } }

/** The query of a request, wherever it travels. */
export const queryOf = (request: HttpRequest): string => (request.body === undefined ? new URL(request.url).searchParams : new URLSearchParams(request.body)).get('query') ?? ''

/** A server that answers as it was recorded. A query that was not recorded finds nothing. */
export const replay = (kind: string, version: string): FakeHttp => {
  const all = Object.values(recording(kind, version))
  const routes: [string, FakeAnswer][] = all.filter((r) => !('query' in r.query)).map((r) => [`GET ${r.path}`, replyOf(r)])
  for (const [path, none] of [['/api/v1/query', NO_SAMPLE], ['/api/v1/query_range', NO_SERIES]] as const) {
    const answer = (request: HttpRequest): FakeReply => {
      const found = all.find((r) => r.path === path && r.query['query'] === queryOf(request))
      return found ? replyOf(found) : none
    }
    routes.push([`GET ${path}`, answer], [`POST ${path}`, answer])
  }
  return fakeHttp(Object.fromEntries(routes))
}
