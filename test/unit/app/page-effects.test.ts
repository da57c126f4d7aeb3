import { expect, test } from 'vitest'
import { configSchema } from '@shared/config/schema'
import type { JournalDraft } from '@shared/domain/journal'
import { aPage, aState, NOW } from '../../builders'
import { createPageEffects } from '../../../src/main/app/page-effects'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { fakeSound } from '../../fakes/fake-sound'

const HOOKS = configSchema.parse({ paging: { hooks: { command: { path: '/usr/bin/page-me' } } } }).paging.hooks

const start = () => {
  const clock = fakeClock(NOW)
  const [sound, hooks, notifier] = [fakeSound(), fakeHooks(), fakeNotifier()]
  const wrote: JournalDraft[] = []
  const window: string[] = []
  const handed: (readonly [page: string, ok: boolean])[] = []
  const display = { stands: true }
  const effects = createPageEffects({ clock, sound, hooks, notifier, pageWindow: { show: () => { window.push('show') }, hide: () => { window.push('hide') }, stands: () => display.stands }, wrote: (drafts) => { wrote.push(...drafts) }, handed: (...it) => { handed.push(it) } })
  return { clock, sound, hooks, notifier, wrote, handed, window, display, effects }
}

test('what a page says no longer goes from the screen, and nothing else', async () => {
  const { notifier, sound, hooks, wrote, effects } = start()
  for (const key of ['p1', 'p2']) await notifier.show({ key, title: key, body: '', urgency: 'critical', actions: [] })
  effects.act([{ type: 'close', page: 'p1' }], aState({ tables: { pages: { p1: aPage({ status: 'held' }), p2: aPage({ id: 'p2' }) } } }), HOOKS)
  expect([[...notifier.screen.keys()], sound.played, hooks.told, wrote]).toEqual([['p2'], [], [], []])
})

test('a page is heard and handed on, and what became of it is written down', async () => {
  const { clock, sound, hooks, wrote, effects } = start()
  const app = aState({ tables: { pages: { p1: aPage() } } })
  effects.act([{ type: 'sound', page: 'p1', request: { pattern: 'critical', level: 2 } }, { type: 'hook', page: 'p1', event: 'paged' }, { type: 'sound', page: 'gone', request: { pattern: 'critical', level: 0 } }], app, HOOKS)
  await clock.advance(0)
  sound.refusal = 'no sink'
  hooks.result = { ok: false, detail: 'exit 1' }
  effects.act([{ type: 'sound', page: 'p1', request: { pattern: 'critical', level: 3 } }, { type: 'hook', page: 'p1', event: 'repeated' }], app, HOOKS)
  await clock.advance(0)
  const of = { at: NOW, page: 'p1', title: 'CRITICAL: checkout, PRODUCTION' }
  expect([sound.played, hooks.told.map((t) => [t.hook, t.payload.event])]).toEqual([[{ pattern: 'critical', level: 2 }], [['command', 'paged']]])
  expect(wrote).toEqual([
    { type: 'sound', ...of, pattern: 'critical', level: 2, outcome: 'asked', detail: '' }, { type: 'hook', ...of, hook: 'command', event: 'paged', ok: true, detail: '' },
    { type: 'sound', ...of, pattern: 'critical', level: 2, outcome: 'played', detail: '' },
    { type: 'sound', ...of, pattern: 'critical', level: 3, outcome: 'asked', detail: '' }, { type: 'sound', ...of, pattern: 'critical', level: 3, outcome: 'not-played', detail: 'no sink' },
    { type: 'hook', ...of, hook: 'command', event: 'repeated', ok: false, detail: 'exit 1' }
  ])
})

test('each hook is told that a page pages until it has heard it, and anew with its ladder; what comes after that goes to both', async () => {
  const { clock, hooks, handed, effects } = start()
  const both = configSchema.parse({ paging: { hooks: { command: { path: '/usr/bin/page-me' }, webhook: { url: 'https://hooks.example/x' } } } }).paging.hooks
  const act = async (event: 'paged' | 'passed-on' | 'acknowledged', over: Parameters<typeof aPage>[0] = {}): Promise<readonly string[]> => {
    const before = hooks.told.length
    effects.act([{ type: 'hook', page: 'p1', event }], aState({ tables: { pages: { p1: aPage(over) } } }), both)
    await clock.advance(0)
    return hooks.told.slice(before).map((t) => `${t.hook} ${t.payload.event}`)
  }
  hooks.failing.add('webhook')
  const heard = [await act('paged'), await act('passed-on'), await act('paged'), await act('paged', { since: NOW })]
  hooks.failing.clear()
  heard.push(await act('paged', { since: NOW }), await act('paged', { since: NOW }), await act('acknowledged', { status: 'held' }))
  expect(heard).toEqual([
    ['command paged'], ['command passed-on'], [], ['command paged'], ['webhook paged'], ['command paged', 'webhook paged'], ['command acknowledged', 'webhook acknowledged']
  ])
  expect(handed).toEqual([['p1', false], ['p1', false], ['p1', false], ['p1', true], ['p1', true]])
})

test('the window comes once for each page that wants it, and goes a moment after the last one is taken', async () => {
  const { clock, window, effects } = start()
  const pages = (...list: readonly ReturnType<typeof aPage>[]) => Object.fromEntries(list.map((p) => [p.id, p]))
  effects.window(pages(aPage({ window: false })))
  effects.window(pages(aPage()))
  effects.window(pages(aPage()))
  expect(window).toEqual(['show'])
  effects.window(pages(aPage(), aPage({ id: 'p2' })))
  effects.window(pages(aPage({ status: 'held' }), aPage({ id: 'p2', loud: false })))
  await clock.advance(3_900)
  expect(window).toEqual(['show', 'show'])
  await clock.advance(200)
  expect(window).toEqual(['show', 'show', 'hide'])
  effects.window(pages(aPage()))
  effects.window({})
  effects.window(pages(aPage({ id: 'p3' })))
  await clock.advance(10_000)
  expect(window.slice(3)).toEqual(['show', 'show'])
  effects.stop()
})

test('a window that is put away comes back after a minute while its page still calls', async () => {
  const { clock, window, display, effects } = start()
  const pages = (...list: readonly ReturnType<typeof aPage>[]) => Object.fromEntries(list.map((p) => [p.id, p]))
  const beat = async (seconds: number, ...list: readonly ReturnType<typeof aPage>[]): Promise<number> => {
    for (let s = 0; s < seconds; s++) { await clock.advance(1_000); effects.window(pages(...list)) }
    return window.filter((w) => w === 'show').length
  }
  effects.window(pages(aPage()))
  const stands = await beat(90, aPage())
  display.stands = false
  expect([stands, await beat(60, aPage()), await beat(1, aPage())]).toEqual([1, 1, 2])
  // and not once somebody has it
  expect(await beat(200, aPage({ status: 'held' }))).toBe(2)
})
