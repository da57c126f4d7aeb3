import { expect, test } from 'vitest'
import type { NamesData, NamesQuery } from '@shared/domain/query'
import { names, pathName } from '../../../../src/main/sources/prometheus/names'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp } from '../../../fakes/fake-http'

const asked = async (data: unknown, over: Partial<NamesQuery>): Promise<{ readonly said: NamesData; readonly url: URL }> => {
  const http = fakeHttp({ '*': { json: { status: 'success', data } } })
  const said = await names(anInstance(['http://prometheus:9090']), { what: 'metrics', label: null, metric: null, match: null, ...over }, aContext(http, { now: () => NOW }))
  return { said, url: new URL(http.calls[0]!.url) }
}
const params = (url: URL): unknown => Object.fromEntries(url.searchParams)
const lately = { start: String(NOW / 1000 - 3600), end: String(NOW / 1000) }

test('metrics, sorted, each once', async () => {
  const { said, url } = await asked(['up', 'a', 'up'], {})
  expect([said, url.pathname, params(url)]).toEqual([{ names: ['a', 'up'], metadata: {}, series: [] }, '/api/v1/label/__name__/values', lately])
})

test('labels of a metric', async () => {
  const { said, url } = await asked(['job', '__name__'], { what: 'labels', metric: 'a"b' })
  expect([said.names, url.pathname, params(url)]).toEqual([['__name__', 'job'], '/api/v1/labels', { ...lately, 'match[]': '{__name__="a\\"b"}' }])
})

test('values of a label in a time, of what a selector takes', async () => {
  const { url } = await asked([], { what: 'values', label: 'job', metric: 'left', match: 'up{env="prod"}', from: NOW - 10_000, to: NOW + 10_000 })
  expect([url.pathname, params(url)]).toEqual(['/api/v1/label/job/values', { start: String(NOW / 1000 - 10), end: String(NOW / 1000), 'match[]': 'up{env="prod"}' }])
})

test('values of no label are not asked for', async () => {
  await expect(asked([], { what: 'values' })).rejects.toMatchObject({ code: 'settings' })
})

test('a name with dots travels in its escaped form', () => {
  expect(['job', 'http.status_code', '2nd', 'größe'].map(pathName)).toEqual(['job', 'U__http_2e_status__code', 'U___32_nd', 'U__gr_f6__df_e'])
})

test('what metrics mean', async () => {
  const { said, url } = await asked({ up: [{ type: 'gauge', help: 'Is it\u202e up?', unit: '' }, { type: 'counter', help: 'no', unit: '' }], bare: [{}], none: [] }, { what: 'metadata' })
  expect([said, url.pathname, params(url)]).toEqual([
    { names: ['bare', 'up'], metadata: { up: { type: 'gauge', help: 'Is it up?', unit: '' }, bare: { type: '', help: '', unit: '' } }, series: [] }, '/api/v1/metadata', {}
  ])
})

test('series with their labels', async () => {
  const { said, url } = await asked([{ __name__: 'up', job: 'a' }, { __name__: 'up', job: 'b' }], { what: 'series', metric: 'up' })
  expect([said, params(url)]).toEqual([
    { names: ['up'], metadata: {}, series: [{ __name__: 'up', job: 'a' }, { __name__: 'up', job: 'b' }] }, { ...lately, 'match[]': '{__name__="up"}', limit: '5000' }
  ])
})
