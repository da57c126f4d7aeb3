import { afterEach, expect, it } from 'vitest'
import { forgetfulJournal } from '../../../src/main/app/face'
import { compose, type Garda } from '../../../src/main/app/compose'
import { NOW } from '../../builders'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeConfigStore } from '../../fakes/fake-config-store'
import { fakeHeartbeat } from '../../fakes/fake-heartbeat'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeHttp } from '../../fakes/fake-http'
import { fakeLedger } from '../../fakes/fake-ledger'
import { fakeMachine } from '../../fakes/fake-machine'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { fakeSecrets } from '../../fakes/fake-secrets'
import { fakeSound, type FakeSound } from '../../fakes/fake-sound'

const running: Garda[] = []
afterEach(async () => { for (const garda of running.splice(0)) await garda.stop() })

const start = async (sound: FakeSound = fakeSound()) => {
  const garda = await compose({
    clock: fakeClock(NOW), random: () => 0.5, http: { open: () => fakeHttp(), renew: () => undefined },
    machine: fakeMachine(), notifier: fakeNotifier(), hooks: fakeHooks(), heartbeat: fakeHeartbeat(), present: false, sound,
    ledger: fakeLedger(), journal: forgetfulJournal(), log: { write: () => undefined },
    secrets: fakeSecrets(),
    store: fakeConfigStore({ thisComputer: false }),
    desktop: { openExternal: () => Promise.resolve(), copy: () => undefined, openAlert: () => undefined, about: () => { throw new Error('not asked') }, demo: () => Promise.resolve({ ok: true, reason: '' }) }
  }, { mode: 'live', version: '0' })
  running.push(garda)
  return { ...garda, sound }
}

it('a severity is heard, below full loudness', async () => {
  const { commands, sound } = await start()
  expect(await commands.testSound({ severity: 'warning' })).toEqual({ heard: true, detail: '' })
  expect(sound.played).toEqual([{ pattern: 'warning', level: 2 }])
})

it('what was not played says why', async () => {
  const { commands, sound } = await start()
  sound.refusal = 'no player'
  expect([await commands.testSound({ severity: 'critical' }), await commands.soundAble()]).toEqual([{ heard: false, detail: 'no player' }, { able: false, by: '', detail: 'no player' }])
})

it('what was played into a muted loudspeaker was not heard', async () => {
  const muted = { able: false, by: 'paplay', detail: 'muted' }
  const sound: FakeSound = { ...fakeSound(), able: async () => muted }
  const { commands } = await start(sound)
  expect([await commands.testSound({ severity: 'critical' }), sound.played]).toEqual([{ heard: false, detail: 'muted' }, [{ pattern: 'critical', level: 2 }]])
})

it('sound ends with the watch', async () => {
  const { stop, sound } = await start()
  await stop()
  expect(await sound.play({ pattern: 'critical', level: 3 })).toEqual({ played: false, detail: 'disposed' })
})
