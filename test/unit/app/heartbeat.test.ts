import { expect, it } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { keepHeartbeat } from '../../../src/main/app/heartbeat'
import type { Engine } from '../../../src/main/app/engine'
import type { HookResult } from '../../../src/main/ports/hooks'
import type { AppState } from '@shared/state/app-state'
import { aSource, aState, NOW, someAges } from '../../builders'
import { fakeHeartbeat } from '../../fakes/fake-heartbeat'

const URL = 'https://beat.example/ping/1'

/** A watch whose sources answered just before each beat, unless they fail. */
const watch = (config = configSchema.parse({ paging: { heartbeat: { url: URL, every: '10s' } } })) => {
  const heartbeat = fakeHeartbeat()
  const said: string[] = []
  let notices: AppState['notices'] = {}
  let failingSince: number | null = null
  let at = NOW
  let listener: Parameters<Engine['onBeat']>[0] | null = null
  const end = keepHeartbeat({
    config: () => config,
    state: () => ({ ...aState({ sources: [aSource({ failingSince })], ages: { prometheus: someAges({ successAt: at, alertsAt: at, freshUntil: at + 30_000 }) } }), notices }),
    onBeat: (heard) => { listener = heard; return () => { listener = null } },
    note: (code, severity, values, id = code) => { said.push(String(values['detail'])); notices = { [id]: { id, at, severity, code, values } } },
    dismiss: (id) => { said.push(`no ${id}`); notices = {} }
  }, heartbeat)
  /** Beats once a second for so long, with promises settled in between. */
  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i++) { at += 1_000; listener?.({ seq: 1, at }); for (let n = 0; n < 5; n++) await Promise.resolve() }
  }
  return { heartbeat, said, pass, end, fail: (since: number | null) => { failingSince = since } }
}

it('goes out every so often while all is read, and not while a source fails', async () => {
  const w = watch()
  await w.pass(25)
  expect(w.heartbeat.urls).toEqual([URL, URL, URL])
  w.fail(NOW)
  await w.pass(30)
  w.fail(null)
  await w.pass(1)
  expect([w.heartbeat.urls.length, w.said]).toEqual([4, []])
  w.end()
  await w.pass(30)
  expect(w.heartbeat.urls.length).toBe(4)
})

it('that fails is one notice until one goes out again', async () => {
  const w = watch()
  w.heartbeat.result = { ok: false, detail: 'refused' }
  await w.pass(25)
  w.heartbeat.result = { ok: false, detail: 'late' }
  await w.pass(10)
  w.heartbeat.result = { ok: true }
  await w.pass(20)
  expect(w.said).toEqual(['refused', 'late', 'no heartbeat-failed'])
})

it('that hangs holds nothing up and is not sent twice, and speaks no more after the end', async () => {
  const w = watch()
  let answer: (result: HookResult) => void = () => undefined
  w.heartbeat.result = new Promise<HookResult>((resolve) => { answer = resolve })
  await w.pass(60)
  expect(w.heartbeat.urls).toEqual([URL])
  w.end()
  answer({ ok: false, detail: 'late' })
  await w.pass(1)
  expect(w.said).toEqual([])
})

it('is not sent where none is wanted', async () => {
  const w = watch(configSchema.parse({}))
  await w.pass(100)
  expect(w.heartbeat.urls).toEqual([])
})
