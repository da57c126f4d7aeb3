import { afterEach, expect, test } from 'vitest'
import { startDesktop } from '../servers/desktop'
import { startPagedDesktop, type PagedDesktop } from '../servers/page-window-in-electron'
import { until } from '../servers/process'

const ends: (() => unknown)[] = []
afterEach(async () => { for (const end of ends.splice(0).reverse()) await end() })

const aDesktop = async (): Promise<PagedDesktop> => {
  const desktop = await startDesktop()
  ends.push(desktop.stop)
  const paged = await startPagedDesktop(desktop)
  ends.push(paged.stop)
  return paged
}
const says = (program: PagedDesktop['pager'], words: string, times = 1): Promise<unknown> => until(words, program.log, (log) => log.split(words).length > times)
const active = (it: PagedDesktop): Promise<string> => it.xdotool('getactivewindow', 'getwindowpid')

test('a page comes over a full-screen program, leaves it the keyboard, and takes it by a click', { timeout: 60_000 }, async () => {
  const it = await aDesktop()
  const [other, pager] = [String(it.other.pid), String(it.pager.pid)]
  expect(await active(it)).toBe(other)

  it.toggle()
  await says(it.pager, '#page/veil stands')
  await it.xdotool('key', 'Return')
  await says(it.other, 'key Enter in #other')
  expect([await active(it), it.pager.log().includes('key')]).toEqual([other, false])

  await it.xdotool('mousemove', '900', '500', 'click', '1')
  await says(it.pager, 'focus of #page')
  await it.xdotool('key', 'Return')
  await says(it.pager, 'key Enter in #page')
  expect([await active(it), it.pager.log().includes('click in #page/veil'), it.other.log().includes('click')]).toEqual([pager, true, false])

  it.toggle()
  await says(it.other, 'focus of #other', 2)
  await it.xdotool('key', 'x')
  await says(it.other, 'key x in #other')

  it.toggle()
  await says(it.pager, '#page/veil stands', 2)
  expect(await active(it)).toBe(other)
})

test('a page takes the keyboard by itself where nobody has touched anything for long', { timeout: 60_000 }, async () => {
  const it = await aDesktop()
  it.toggle()
  await says(it.pager, '#page/veil stands')
  expect(await active(it)).toBe(String(it.other.pid))
  it.leave()
  await says(it.pager, 'focus of #page')
  await it.xdotool('key', 'Return')
  await says(it.pager, 'key Enter in #page')
  expect([await active(it), it.other.log().includes('key Enter')]).toEqual([String(it.pager.pid), false])
})

test('made ready beforehand, a page knows when it is before somebody’s eyes and when not', { timeout: 60_000 }, async () => {
  const it = await aDesktop()
  const seen = (): readonly string[] => [...it.pager.log().matchAll(/^(visible|hidden) in #page\/veil$/gm)].map(([, state = '']) => state)
  await until('a page that knows it is hidden', seen, (list) => list.length === 1)
  it.toggle()
  await says(it.pager, '#page/veil stands')
  await until('a page that knows it is seen', seen, (list) => list.length === 2)
  it.toggle()
  expect(await until('a page that knows it is hidden again', seen, (list) => list.length === 3)).toEqual(['hidden', 'visible', 'hidden'])
})

test('a page that hangs under somebody’s hands is ended and loaded again', { timeout: 90_000 }, async () => {
  const it = await aDesktop()
  it.toggle()
  await says(it.pager, '#page/veil stands')
  await it.xdotool('mousemove', '900', '500', 'click', '1')
  await says(it.pager, 'focus of #page')
  const renderer = (): readonly number[] => [...it.pager.log().matchAll(/^#page loaded by (\d+)$/gm)].map(([, pid]) => Number(pid))
  const [hung = 0] = await until('a renderer', renderer, (list) => list.length === 1)
  it.hang()
  await it.xdotool('key', 'Return')
  const [, next] = await until('another renderer', renderer, (list) => list.length === 2, 60_000)
  await it.xdotool('key', 'x')
  await says(it.pager, 'key x in #page')
  expect([next === hung, await active(it)]).toEqual([false, String(it.pager.pid)])
})
