import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { scratch } from '../servers/process'
import { expect, test } from './support/garda'
import { runGarda } from './support/run-garda'

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
