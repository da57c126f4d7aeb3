import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startLoudspeaker } from '../servers/loudspeaker'
import { scratch } from '../servers/process'
import { watchNotifyCalls } from './support/desktop-parts'
import { expect, test } from './support/garda'
import { runGarda } from './support/run-garda'
import { startScriptedAlertmanager } from './support/scripted-alertmanager'

/** Width and height as a PNG's first chunk tells them. */
const sizeOf = (png: Buffer): readonly [signature: string, width: number, height: number] => [png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]

test('draws one screen as a picture of the size asked for, and ends', async ({ desktop }) => {
  const { path, remove } = await scratch('e2e-picture')
  try {
    const light = join(path, 'light.png')
    const first = await runGarda(desktop, path, ['--screenshot', light, '--view', 'overview', '--size', '1100x700', '--theme', 'light', '--demo'])
    expect({ code: first.code, out: first.out }, first.err).toEqual({ code: 0, out: '' })
    const dark = join(path, 'dark.png')
    const second = await runGarda(desktop, path, ['--screenshot', dark, '--view', 'service:production/article-service', '--size', '900x600', '--demo-at', '02:31'])
    expect({ code: second.code, out: second.out }, second.err).toEqual({ code: 0, out: '' })
    expect([sizeOf(await readFile(light)), sizeOf(await readFile(dark))]).toEqual([['PNG', 1100, 700], ['PNG', 900, 600]])
  } finally { await remove() }
})

/** All that is in a folder: names, contents, and when each was written. */
const everythingIn = async (folder: string): Promise<readonly (readonly [string, string, number])[]> =>
  Promise.all((await readdir(folder, { recursive: true, withFileTypes: true })).map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path, entry.isFile() ? await readFile(path, 'utf8') : '', (await stat(path)).mtimeMs] as const
  })).then((list) => list.sort(([one], [other]) => (one < other ? -1 : 1)))

test('draws what really fires, and wakes, tells and writes nothing by it', async ({ desktop }) => {
  const { path, remove } = await scratch('e2e-picture')
  const [notified, speaker] = await Promise.all([watchNotifyCalls(desktop), startLoudspeaker()])
  const alertmanager = await startScriptedAlertmanager([{ labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', env: 'production' }, annotations: { summary: 'Nobody can pay' } }])
  try {
    for (const program of ['pw-play', 'paplay', 'aplay']) await speaker.put(program)
    const [own, file, hook] = [join(path, 'own'), join(path, 'garda.yaml'), join(path, 'hook.sh')]
    await mkdir(own)
    await writeFile(hook, `#!/bin/sh\ncat > '${join(path, 'hooked')}'\n`)
    await chmod(hook, 0o755)
    await writeFile(join(own, 'settings.json'), JSON.stringify({ version: 1, welcomed: true, thisComputer: false }))
    await writeFile(file, `sources: [{ name: am, kind: alertmanager, url: "${alertmanager.url}", interval: 1s }]\npaging:\n  me: Mira\n  buddy: {}\n  heartbeat: { url: "${alertmanager.url}/heartbeat", every: 10s }\n` +
      `  ladders: [{ sound: { after: 0s, every: 10s }, window: { after: 0s }, hook: { after: 0s } }]\n  hooks: { command: { path: ${hook} } }\n`)
    const before = await everythingIn(own)
    const picture = join(path, 'overview.png')
    const { code, err } = await runGarda(desktop, own, ['--config', file, '--screenshot', picture, '--view', 'overview', '--size', '1100x700'], { HOME: path, XDG_RUNTIME_DIR: path, PATH: `${speaker.path}:${process.env['PATH'] ?? ''}` })
    expect(code, err).toBe(0)
    const beats = alertmanager.asked().filter((asked) => asked.includes('heartbeat'))
    expect([sizeOf(await readFile(picture)), alertmanager.asked().some((asked) => asked.includes('/alerts')), notified.calls(), await speaker.calls(), beats, (await readdir(path)).includes('hooked')]).toEqual([['PNG', 1100, 700], true, [], [], [], false])
    expect(await everythingIn(own)).toEqual(before)
  } finally { await Promise.all([notified.stop(), alertmanager.stop(), speaker.remove(), remove()]) }
})

test('a view that does not exist, a size that is none and a picture without a view are one line and 64', async ({ desktop }) => {
  const { path, remove } = await scratch('e2e-picture')
  try {
    const refused = async (...args: readonly string[]): Promise<unknown> => {
      const { code, out, err } = await runGarda(desktop, path, ['--screenshot', join(path, 'x.png'), '--demo', ...args])
      return { code, out, said: err.split('\n').filter((line) => line.startsWith('garda: ')) }
    }
    expect([await refused('--view', 'cellar'), await refused('--view', 'overview', '--size', 'huge'), await refused()]).toEqual([
      { code: 64, out: '', said: [expect.stringMatching(/--view.*"cellar".*overview/)] },
      { code: 64, out: '', said: [expect.stringMatching(/--size.*"huge"/)] },
      { code: 64, out: '', said: [expect.stringMatching(/--screenshot needs --view/)] }
    ])
  } finally { await remove() }
})
