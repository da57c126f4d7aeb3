import { describe, expect, it } from 'vitest'
import type { GardaState1 } from '@shared/contract/state-document'
import { checkConfig } from '@shared/config/problems'
import { forgetfulJournal } from '../../../src/main/app/face'
import { compose, type World } from '../../../src/main/app/compose'
import { SourceFailure } from '../../../src/main/ports/failure'
import { runTerminal, type TerminalRun } from '../../../src/main/terminal/run'
import { NOW } from '../../builders'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeConfigStore } from '../../fakes/fake-config-store'
import { fakeHeartbeat } from '../../fakes/fake-heartbeat'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeHttp } from '../../fakes/fake-http'
import { fakeLedger } from '../../fakes/fake-ledger'
import { aDisk, fakeMachine, someFacts } from '../../fakes/fake-machine'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { fakeSecrets } from '../../fakes/fake-secrets'
import { fakeSound } from '../../fakes/fake-sound'

/** The whole of Garda in a terminal, with a world that does as it is told: it watches this computer every 5 s. */
const begin = async (options: TerminalRun['options'], facts = someFacts()) => {
  const clock = fakeClock(NOW)
  const checked = checkConfig({ sources: [{ name: 'desk', kind: 'this-computer', interval: '5s' }] })
  if (!checked.ok) throw new Error(checked.problems[0]?.reason)
  const [machine, store, ledger] = [fakeMachine(facts), fakeConfigStore(checked.value), fakeLedger()]
  const world: World = {
    clock, machine, store, ledger, journal: forgetfulJournal(), random: () => 0.5, http: { open: () => fakeHttp(), renew: () => undefined },
    notifier: fakeNotifier(), sound: fakeSound(), hooks: fakeHooks(), heartbeat: fakeHeartbeat(), present: false, secrets: fakeSecrets(), log: { write: () => undefined },
    desktop: {
      openExternal: () => Promise.reject(new Error('none')), copy: () => undefined, openAlert: () => undefined, demo: () => Promise.resolve({ ok: false, reason: '' }),
      about: () => ({ installed: null, version: '0', electron: '', chrome: '', node: '', fallbackRuntime: false, userData: '', platform: 'linux' })
    }
  }
  const garda = await compose(world, { mode: 'live', version: '0' })
  const text = { out: '', err: '' }
  const stop = new AbortController()
  const exit = runTerminal({
    engine: garda.engine, options, out: (s) => { text.out += s }, err: (s) => { text.err += s }, colour: false, zone: 'utc', now: clock.now, stop: stop.signal
  }).finally(() => garda.stop())
  return { clock, machine, store, ledger, text, stop, exit }
}

describe('Garda in a terminal', () => {
  it('looks once and exits as a plugin does', async () => {
    const [calm, full] = [await begin({ once: true, json: true }), await begin({ once: true, json: true }, someFacts({ disks: [aDisk({ full: 0.99 })] }))]
    for (const run of [calm, full]) await run.clock.advance(1_000)
    const document = JSON.parse(full.text.out) as GardaState1
    expect([await calm.exit, await full.exit, document.alerts.filter((a) => a.state === 'firing').map((a) => [a.severity, a.environment, a.sources])]).toEqual([0, 2, [['critical', 'local', ['desk']]]])
  })

  it('cannot see what fails, and says so in words and by its exit', async () => {
    const run = await begin({ once: true, json: false })
    run.machine.next = new SourceFailure('internal', { detail: 'no facts' })
    await run.clock.advance(1_000)
    expect([await run.exit, run.text.out]).toEqual([3, 'Unknown   Nothing is firing that can be seen. 0 of 1 source answered in full.\nUnknown   Reading desk failed inside Garda: no facts.\n'])
  })

  it('tells the story of a watch: blind, seeing again, settings that changed outside', async () => {
    const run = await begin({ once: false, json: false })
    await run.clock.advance(1_000)
    run.machine.next = new SourceFailure('internal', { detail: 'no facts' })
    await run.clock.advance(30_000)
    run.machine.next = someFacts()
    await run.clock.advance(60_000)
    const refused = { id: 'config-refused', at: NOW, severity: 'warning', code: 'config-refused', values: { file: 'garda.yaml', line: 2, column: 1, reason: 'is needed', used: 'last' } } as const
    const reloaded = { id: 'config-reloaded', at: NOW, severity: 'info', code: 'config-reloaded', values: { file: 'garda.yaml' } } as const
    for (const notice of [refused, reloaded, refused, { ...reloaded, at: NOW + 1_000 }, { ...reloaded, at: NOW + 2_000 }]) run.store.reload({ notices: [notice] })
    run.stop.abort()
    expect([await run.exit, run.store.disposed(), run.ledger.saved().at(-1)?.lastRunAt]).toEqual([0, true, NOW + 91_000])
    expect(run.text.out.replace(/\d\d:\d\d:\d\d/g, 'TIME').split('\n')).toEqual([
      'Watching 1 source: desk.',
      'OK        TIME  desk answers (Debian GNU/Linux 12)',
      'OK        Nothing is firing above info. 1 of 1 source answered in full, oldest data 0 s.',
      'Unknown   TIME  Reading desk failed inside Garda: no facts.',
      'Unknown   TIME  desk, local is unknown, was OK',
      'OK        TIME  desk answers (Debian GNU/Linux 12)',
      'OK        TIME  desk, local is OK, was unknown',
      'Warning   TIME  garda.yaml was refused; the last good configuration stays. Line 2, column 1: is needed',
      'Info      TIME  garda.yaml was read again.',
      'Warning   TIME  garda.yaml was refused; the last good configuration stays. Line 2, column 1: is needed',
      'Info      TIME  garda.yaml was read again.',
      'Info      TIME  garda.yaml was read again.',
      'Stopped watching.',
      ''
    ])
  })

  it('goes on watching when nothing can be written, and says why', async () => {
    const run = await begin({ once: false, json: false })
    await run.clock.advance(1_000)
    run.store.refuse('EROFS')
    const done = run.store.update((own) => ({ ...own, openHttpLinks: true }))
    run.ledger.fail(new Error('disk full'))
    run.machine.next = someFacts({ disks: [aDisk({ full: 0.99 })] })
    await run.clock.advance(60_000)
    run.ledger.fail(null)
    run.stop.abort()
    expect([await run.exit, done, /Settings cannot be written: EROFS/.test(run.text.out), /^CRITICAL .*firing: /m.test(run.text.out)]).toEqual([0, { ok: false, reason: 'EROFS' }, true, true])
  })
})
