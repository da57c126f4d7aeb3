import { expect, it } from 'vitest'
import { configSchema } from '@shared/config/schema'
import type { JournalEntry } from '@shared/domain/journal'
import { clockSeconds, day } from '@shared/text/format'
import { createEngine } from '../../../src/main/app/engine'
import { NOW } from '../../builders'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeHttp } from '../../fakes/fake-http'
import { fakeJournal } from '../../fakes/fake-journal'
import { fakeLedger } from '../../fakes/fake-ledger'
import { fakeMachine } from '../../fakes/fake-machine'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { fakeSound } from '../../fakes/fake-sound'

/** A run after one that left `left` in its journal and gave its last sign of life at `aliveAt`: how it begins, what the window says, when it gives signs itself. */
const runAfter = async (left: JournalEntry, aliveAt: number | null): Promise<unknown> => {
  const [clock, journal] = [fakeClock(NOW), fakeJournal(left)]
  const signs: number[] = []
  const engine = await createEngine({ config: configSchema.parse({ thisComputer: false }), readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
    clock, random: () => 0.5, notifier: fakeNotifier(), sound: fakeSound(), hooks: fakeHooks(), ledger: fakeLedger({ lastRunAt: NOW - 30_000 }), journal, log: { write: () => undefined },
    life: { last: () => Promise.resolve(aliveAt), mark: (at) => { signs.push(at - NOW) } }, tools: { http: { open: () => fakeHttp() }, machine: fakeMachine() }
  })
  await clock.advance(11_000)
  const said = Object.values(engine.state().notices).map(({ code, severity, values }) => [code, severity, values])
  await engine.stop()
  return [journal.entries.slice(0, 1), said, signs]
}

it('says, after a crash, since when nobody watched, as exact as the last sign of life; the window says it too, and nothing of a run that was ended', async () => {
  const killed: JournalEntry = { n: 7, at: NOW - 240_000, type: 'unpaused' }
  const gap = (from: number, why: 'stopped' | 'crashed'): JournalEntry => ({ n: 8, at: NOW, type: 'gap', from: NOW + from, why })
  const notice = (from: number): unknown => ['crashed', 'warning', { from: `${day(NOW + from, 'local')} ${clockSeconds(NOW + from, 'local')}`, to: clockSeconds(NOW, 'local') }]
  const signs = [1_000, 6_000, 11_000]
  expect([await runAfter(killed, NOW - 4_000), await runAfter(killed, NOW + 4_000), await runAfter(killed, null), await runAfter({ ...killed, type: 'stopped' }, NOW - 4_000)]).toEqual([
    [[gap(-4_000, 'crashed')], [notice(-4_000)], signs],
    [[gap(-30_000, 'crashed')], [notice(-30_000)], signs],
    [[gap(-30_000, 'crashed')], [notice(-30_000)], signs],
    [[gap(-240_000, 'stopped')], [], signs]
  ])
})
