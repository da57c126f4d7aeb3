import { describe, expect, test } from 'vitest'
import { DEFAULT_ENVIRONMENT_LABELS } from '@shared/domain/environment'
import { DEFAULT_SERVICE_LABELS } from '@shared/domain/service'
import { discover, ownerOf, upQuery, withMissing, type Discovery } from '../../../../src/main/sources/prometheus/services'
import type { Sample } from '../../../../src/main/sources/prometheus/wire'

const naming = { service: DEFAULT_SERVICE_LABELS, environment: DEFAULT_ENVIRONMENT_LABELS }
const group = (labels: Readonly<Record<string, string>>, up: 0 | 1, value = 1): Sample => ({ labels: { ...labels, garda_up: String(up) }, at: 0, value })
const found = (samples: readonly Sample[], external = {}, before: Discovery | null = null): Discovery => discover(samples, naming, external, before)
const short = (d: Discovery): unknown => d.services.map(({ name, labels, selector, up, total }) => [name, labels, selector, `${up}/${total}`])

test('one query counts all targets by state, however many there are', () => {
  expect(upQuery({ service: ['service', 'job'], environment: ['env', 'k8s.ns', 'job'] })).toBe('count_values by (service, job, env, "k8s.ns") ("garda_up", up)')
})

describe('services', () => {
  test('are named by the first label there is; targets up and down add up', () => {
    expect(short(found([group({ job: 'api', env: 'prod' }, 1, 3), group({ job: 'api', env: 'prod' }, 0), group({ job: 'k8s', service: 'checkout', env: 'prod' }, 1), group({ job: 'other', service: 'checkout', env: 'prod' }, 1)]))).toEqual([
      ['api', { env: 'prod', job: 'api' }, { env: 'prod', job: 'api' }, '3/4'],
      ['checkout', { env: 'prod', service: 'checkout' }, { env: 'prod', service: 'checkout' }, '2/2']
    ])
  })
  test('of several environments are several', () => {
    expect(found([group({ job: 'api', env: 'prod' }, 1), group({ job: 'api', env: 'dev' }, 0)]).services.map((s) => [s.labels['env'], s.up])).toEqual([['dev', 0], ['prod', 1]])
  })
  test('take their environment from external labels, which select nothing; the first label counts, whosever it is', () => {
    expect(short(found([group({ job: 'a' }, 1), group({ job: 'b', env: 'dev' }, 1), group({ job: 'c', stage: 'dev' }, 1)], { env: 'prod', cluster: 'eu' }))).toEqual([
      ['a', { env: 'prod', job: 'a' }, { job: 'a' }, '1/1'],
      ['b', { env: 'dev', job: 'b' }, { env: 'dev', job: 'b' }, '1/1'],
      ['c', { env: 'prod', job: 'c' }, { job: 'c' }, '1/1']
    ])
  })
  test('without a name, or counted as nothing, are none', () => {
    expect(found([group({ instance: 'x' }, 1), { labels: { job: 'a', garda_up: '1' }, at: 0, value: NaN }]).services).toEqual([])
  })
})

test('the same answer in another order is the same discovery; a change keeps what did not change', () => {
  const a = group({ job: 'a' }, 1)
  const b = group({ job: 'b' }, 1)
  const first = found([a, b])
  expect(found([b, a], {}, first)).toBe(first)
  const changed = found([a, group({ job: 'b' }, 0)], {}, first)
  expect([changed.services[0] === first.services[0], changed.services[1] === first.services[1], changed.groups === first.groups]).toEqual([true, false, true])
})

test('a partial answer loses no service, and tells since when one is missing', () => {
  const first = found([group({ job: 'a' }, 1), group({ job: 'b' }, 1)])
  const again = (before: Discovery, at: number): Discovery => withMissing(before, found([group({ job: 'b' }, 0)], {}, before), at)
  const partial = again(first, 1000)
  expect([short(partial), partial.targets]).toEqual([[['a', { job: 'a' }, { job: 'a' }, '1/1'], ['b', { job: 'b' }, { job: 'b' }, '0/1']], 2])
  expect(partial.services.map((s) => s.missingSince)).toEqual([1000, null])
  expect(again(partial, 2000)).toBe(partial)
  expect(found([group({ job: 'a' }, 1), group({ job: 'b' }, 1)], {}, partial).services.map((s) => s.missingSince)).toEqual([null, null])
})

test('a series belongs to the narrowest group whose labels it carries', () => {
  const { groups } = found([group({ job: 'k8s' }, 1), group({ job: 'k8s', service: 'checkout' }, 1), group({ job: 'api', env: 'prod' }, 1)])
  const owner = (labels: Readonly<Record<string, string>>): string | null => ownerOf(labels, groups)?.replaceAll('"', '') ?? null
  expect([owner({ job: 'k8s' }), owner({ job: 'k8s', service: 'checkout' }), owner({ job: 'k8s', service: 'its own' }), owner({ job: 'api' }), owner({})]).toEqual(['[k8s,]', '[checkout,]', '[k8s,]', null, null])
})
