import { afterEach, expect, test, vi } from 'vitest'
import { ask, handOver, hasProgram, setUp } from '../../../scripts/lib/run.mjs'

afterEach(() => { vi.unstubAllEnvs(); vi.restoreAllMocks() })

const shell = (script: string): readonly [string, readonly string[]] => [process.execPath, ['-e', script]]

test('programs are asked in English: a translated answer would not be understood', () => {
  vi.stubEnv('LC_ALL', 'de_DE.UTF-8')
  expect(ask(...shell('process.stdout.write(process.env.LC_ALL)'))).toEqual({ ok: true, out: 'C', problem: '' })
})

test('what cannot be started has said nothing', () => {
  expect(ask('no-such-program', [])).toEqual({ ok: false, out: '', problem: 'spawnSync no-such-program ENOENT' })
})

test.skipIf(process.platform === 'win32')('finds programs by their names, and files by their paths', () => {
  expect(['sh', 'no-such-program', import.meta.filename, '/no/such/file'].map(hasProgram)).toEqual([true, false, true, false])
})

test('a quiet program of set-up gives what it said, and a refusal when it fails', async () => {
  expect(await setUp(...shell('console.log("one"); console.error("two")'), { quiet: true })).toMatch(/^(one\ntwo|two\none)$/)
  await expect(setUp(...shell('console.error("why"); process.exit(3)'), { quiet: true })).rejects.toMatchObject({ message: expect.stringMatching(/ended with code 3$/), said: 'why' })
})

test.skipIf(process.platform === 'win32')('a program that crashes is named with its signal; one that was asked to end is not', async () => {
  const written: unknown[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => { written.push(text); return true })
  const ended = (signal: string): Promise<number> => handOver(...shell(`process.kill(process.pid, '${signal}'); setInterval(() => 0, 1000)`))
  expect([await ended('SIGTERM'), await ended('SIGKILL')]).toEqual([143, 137])
  expect(written).toEqual(['garda: node was ended by SIGKILL\n'])
})
