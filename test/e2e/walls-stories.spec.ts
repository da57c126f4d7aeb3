import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { RIGHT } from '../servers/displays'
import { freePort, scratch, until } from '../servers/process'
import { startDesk } from './support/desktop-parts'
import { launchGarda } from './support/garda'
import { differenceOf, pictureIn, seenOn } from './support/picture'
import { runGarda } from './support/run-garda'
import { expect, test } from './support/watching'

const STILL = join(import.meta.dirname, 'support', 'still-clock.cjs')
const UTC = { TZ: 'UTC' }
/** The story's name, its board, the demo's time, what theme it is in. From 22:00 to 07:00 a wall is in the night's. Without a time it is a source that nobody ever hears of. */
const STORIES = [
  ['now, by night', 'now', '02:31', 'night'],
  ['now, calm, dark', 'now', '14:52', 'dark'],
  ['now, calm, light', 'now', '14:52', 'light'],
  ['services, dark', 'services', '14:52', 'dark'],
  ['services, light', 'services', '14:52', 'light'],
  ['alerts, dark', 'alerts', '14:52', 'dark'],
  ['alerts, light', 'alerts', '14:52', 'light'],
  ['a service, dark', 'service:production/article-service', '14:52', 'dark'],
  ['a service, light', 'service:production/article-service', '14:52', 'light'],
  ['an imported dashboard, dark', 'dashboard:demo-newsroom', '14:52', 'dark'],
  ['cannot see, dark', 'now', null, 'dark'],
  ['cannot see, light', 'now', null, 'light']
] as const
/** Seconds go on in a window whose main process stands still: the clock and the ages may be one further. */
const SAME = 0.004

const isReady = (page: Page): Promise<boolean> => page.evaluate(async () => {
  await document.fonts.ready
  return document.documentElement.dataset['ready'] === 'true' && document.querySelector('[data-asking]') === null
})

for (const [name, board, at, theme] of STORIES) {
  test(`a wall on its display looks as its story does: ${name}`, async ({ desktop: plain, config, owned }, info) => {
    test.setTimeout(40_000)
    const { desktop } = await startDesk(owned)
    const home = await scratch('e2e-stories')
    owned({ stop: home.remove })
    const [story, userData] = [join(home.path, 'story.png'), join(home.path, 'own')]
    const told = at === null ? ['--config', await config({ sources: [{ name: 'am', kind: 'alertmanager', url: `http://127.0.0.1:${await freePort()}`, interval: '1s' }] })] : ['--demo-at', at]
    const drawn = await runGarda(plain, home.path, ['--screenshot', story, '--view', `wall:${board}`, '--size', `${RIGHT.width}x${RIGHT.height + 1}`, '--theme', theme, ...told], UTC, STILL)
    expect({ code: drawn.code, out: drawn.out }, drawn.err).toEqual({ code: 0, out: '' })
    await mkdir(userData)
    await writeFile(join(userData, 'settings.json'), JSON.stringify({ version: 1, welcomed: true, appearance: { theme: theme === 'night' ? 'dark' : theme } }))
    const { app, quit } = await launchGarda(desktop, { userData, env: UTC, preload: STILL, args: [...told, '--wall', board, '--wall-display', `Display ${RIGHT.width}x${RIGHT.height}`] })
    const wall = await until('the wall', () => app.windows().find((page) => page.url().includes('#wall')), (page) => page !== undefined)
    await until('a wall that stands', () => isReady(wall!), Boolean)
    const whole = await pictureIn(app, story)
    // on X11 a wall is a pixel higher than its display, which nobody sees
    const drawing = { ...whole, height: RIGHT.height, pixels: whole.pixels.subarray(0, RIGHT.width * RIGHT.height * 3) }
    const look = async (): Promise<ReturnType<typeof differenceOf>> => differenceOf(await seenOn(desktop, RIGHT), drawing)
    await info.attach('story.png', { path: story, contentType: 'image/png' })
    await info.attach('wall.png', { body: await wall!.screenshot(), contentType: 'image/png' })
    const difference = await until('the story on the display', look, ({ share }) => share <= SAME, 15_000).catch(look)
    await info.attach('story.png', { path: story, contentType: 'image/png' })
    await info.attach('wall.png', { body: await wall!.screenshot(), contentType: 'image/png' })
    expect(difference.share, JSON.stringify(difference.within)).toBeLessThanOrEqual(SAME)
    await quit()
  })
}
