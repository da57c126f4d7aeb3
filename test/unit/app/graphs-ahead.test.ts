import { expect, it } from 'vitest'
import type { SeriesAnswer } from '@shared/contract/commands'
import type { NotificationRecord } from '@shared/domain/notification'
import type { AppState } from '@shared/state/app-state'
import type { StateDelta } from '@shared/state/delta'
import { keepGraphsAhead } from '../../../src/main/app/graphs-ahead'
import { aState, anAlert, NOW } from '../../builders'

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const record = (id: string, over: Partial<NotificationRecord> = {}): NotificationRecord => ({ id, at: NOW, key: `alert:${id}`, alerts: [id], title: '', body: '', outcome: 'shown', reason: 'new', ...over })

const start = () => {
  let state = aState({ alerts: names.map((id) => anAlert({ id })) })
  let listener: ((delta: StateDelta, state: AppState) => void) | null = null
  const asked: { readonly alert: string; readonly from: number; readonly to: number; readonly width: number }[] = []
  const answers: ((answer: SeriesAnswer) => void)[] = []
  const end = keepGraphsAhead(
    { state: () => state, now: () => NOW, onDelta: (listen) => { listener = listen; return () => { listener = null } } },
    (query) => { asked.push(query); return new Promise((resolve) => { answers.push(resolve) }) }
  )
  return {
    asked: () => asked.map(({ alert }) => alert), first: () => asked[0], end, listens: () => listener !== null,
    told: (...records: readonly NotificationRecord[]) => {
      state = { ...state, notifications: { ...state.notifications, ...Object.fromEntries(records.map((r) => [r.id, r])) } }
      listener?.({} as StateDelta, state)
    },
    answer: async () => { answers.at(-1)?.({ ok: false, failure: { code: 'refused', values: {} }, source: '' }); await new Promise(setImmediate) }
  }
}

it('asks for the graph of what somebody was told of, once it is on the screen', () => {
  const it = start()
  it.told(record('a', { outcome: 'pending' }))
  const before = it.asked()
  it.told(record('a'))
  it.told(record('a'))
  expect([before, it.asked(), it.first()]).toEqual([[], ['a'], { alert: 'a', from: NOW - 3_600_000, to: NOW, width: 600 }])
})

it('asks for nothing where nobody was told, or of many at once, or of what is gone', () => {
  const it = start()
  it.told(record('a', { outcome: 'suppressed' }), record('b', { alerts: ['a', 'b'] }), record('x'))
  expect(it.asked()).toEqual([])
})

it('asks one after the other, the newest first, and never for more than five that wait', async () => {
  const it = start()
  for (const id of names) it.told(record(id))
  const at = it.asked()
  for (let i = 0; i < names.length; i++) await it.answer()
  expect([at, it.asked()]).toEqual([['a'], ['a', 'h', 'g', 'f', 'e', 'd']])
})

it('asks for no more once it has ended', async () => {
  const it = start()
  it.told(record('a'), record('b'))
  it.end()
  await it.answer()
  expect([it.asked(), it.listens()]).toEqual([['b'], false])
})
