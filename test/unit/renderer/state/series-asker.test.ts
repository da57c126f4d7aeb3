import { describe, expect, it } from 'vitest'
import type { PanelQuery } from '@shared/domain/series'
import type { SeriesAnswer } from '@shared/contract/commands'
import { createSeriesAsker, type Wanted } from '../../../../src/renderer/state/series-asker'
import { aPanel, aPanelData, NOW } from '../../../builders'

const wanted = (over: Partial<Wanted> = {}): Wanted => ({ service: 'production/checkout', panel: 'requests', from: NOW - 3_600_000, to: NOW, width: 340, range: '1h', ...over })
const good = (at: number): SeriesAnswer => ({ ok: true, panel: aPanel(), data: aPanelData({ at }) })
const bad: SeriesAnswer = { ok: false, source: 'prometheus', failure: { code: 'refused', values: { host: 'prometheus:9090' } } }

/** A source that answers when the test says so. */
const start = () => {
  const open: { readonly query: PanelQuery; readonly answer: (answer: SeriesAnswer) => Promise<void>; readonly break: (error: Error) => Promise<void> }[] = []
  const asker = createSeriesAsker({
    now: () => NOW,
    ask: (query) => new Promise((resolve, reject) => {
      open.push({ query, answer: async (answer) => { resolve(answer); await Promise.resolve() }, break: async (error) => { reject(error); await Promise.resolve(); await Promise.resolve() } })
    })
  })
  return { asker, open }
}

describe('asking for samples', () => {
  it('says that it asks, then what came', async () => {
    const { asker, open } = start()
    asker.want(wanted())
    expect([asker.get(), open[0]?.query]).toEqual([{ data: null, of: null, last: null, status: { kind: 'asking', since: NOW } }, { service: 'production/checkout', panel: 'requests', from: NOW - 3_600_000, to: NOW, width: 340 }])
    await open[0]!.answer(good(NOW))
    expect(asker.get()).toEqual({ data: aPanelData({ at: NOW }), of: wanted(), last: wanted(), status: { kind: 'answered' } })
  })

  it('asks one question at a time for later moments of a view, and only for the last of them', async () => {
    const { asker, open } = start()
    asker.want(wanted())
    for (const later of [15_000, 30_000, 45_000]) asker.want(wanted({ to: NOW + later }))
    expect(open).toHaveLength(1)
    await open[0]!.answer(good(NOW))
    expect(open.map((o) => o.query.to)).toEqual([NOW, NOW + 45_000])
    expect(asker.get().status).toEqual({ kind: 'answered' })
    await open[1]!.answer(good(NOW + 45_000))
    asker.want(wanted({ to: NOW + 45_000 }))
    expect([open.length, asker.get().last?.to]).toEqual([2, NOW + 45_000])
  })

  it('leaves an old view at once, and is deaf to its answer', async () => {
    const { asker, open } = start()
    asker.want(wanted())
    asker.want(wanted({ range: '6h', from: NOW - 21_600_000 }))
    expect(open).toHaveLength(2)
    await open[1]!.answer(good(NOW + 1))
    await open[0]!.answer(good(NOW))
    expect([asker.get().data?.at, asker.get().last?.from]).toEqual([NOW + 1, NOW - 21_600_000])
  })

  it('keeps what was drawn while the same view fails, and says why', async () => {
    const { asker, open } = start()
    asker.want(wanted())
    await open[0]!.answer(good(NOW))
    asker.want(wanted({ to: NOW + 15_000 }))
    await open[1]!.answer(bad)
    expect(asker.get()).toEqual({ data: aPanelData({ at: NOW }), of: wanted(), last: wanted({ to: NOW + 15_000 }), status: { kind: 'failed', answer: bad } })
    asker.want(wanted({ to: NOW + 30_000 }))
    await open[2]!.answer(good(NOW + 30_000))
    expect(asker.get().status).toEqual({ kind: 'answered' })
  })

  it('never shows one range in the frame of another: what was not answered for is not time without samples', async () => {
    const { asker, open } = start()
    asker.want(wanted())
    await open[0]!.answer(good(NOW))
    asker.want(wanted({ range: '6h', from: NOW - 21_600_000 }))
    expect([asker.get().data?.at, asker.get().status.kind]).toEqual([NOW, 'asking'])
    await open[1]!.answer(bad)
    expect([asker.get().data, asker.get().status.kind]).toEqual([null, 'failed'])
  })

  it('takes a broken bridge for a failure and asks on', async () => {
    const { asker, open } = start()
    asker.want(wanted())
    await open[0]!.break(new Error('gone'))
    expect(asker.get().status).toEqual({ kind: 'failed', answer: { ok: false, source: '', failure: { code: 'internal', values: { detail: 'gone' } } } })
    asker.want(wanted({ to: NOW + 15_000 }))
    expect(open).toHaveLength(2)
  })

  it('drops what comes after its end', async () => {
    const { asker, open } = start()
    asker.want(wanted())
    asker.stop()
    await open[0]!.answer(good(NOW))
    expect(asker.get().data).toBeNull()
  })
})
