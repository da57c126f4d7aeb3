import { afterEach, expect, test, vi } from 'vitest'
import { ask } from '../../../scripts/lib/run.mjs'

afterEach(() => { vi.unstubAllEnvs() })

const shell = (script: string): readonly [string, readonly string[]] => [process.execPath, ['-e', script]]

test('programs are asked in English: a translated answer would not be understood', () => {
  vi.stubEnv('LC_ALL', 'de_DE.UTF-8')
  expect(ask(...shell('process.stdout.write(process.env.LC_ALL)'))).toEqual({ ok: true, out: 'C', problem: '' })
})

test('what cannot be started has said nothing', () => {
  expect(ask('no-such-program', [])).toEqual({ ok: false, out: '', problem: 'spawnSync no-such-program ENOENT' })
})
