import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { asar } from '../../../scripts/lib/asar.mjs'
import { builtProgram, packedProgram } from '../../../src/main/adapters/node-program'
import { nodeResume } from '../../../src/main/adapters/node-resume'
import type { Log } from '../../../src/main/ports/log'
import type { Left } from '../../../src/main/ports/resume'
import { NOW } from '../../builders'

const folder = await mkdtemp(join(tmpdir(), 'garda-program-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

it('is, in a checkout, what was built last; nothing while it is being built', async () => {
  const program = builtProgram(folder)
  await writeFile(join(folder, 'package.json'), '{"name":"garda","version":"0.3.0"}')
  const unbuilt = await program.installed()
  await mkdir(join(folder, 'out'))
  await writeFile(join(folder, 'out', '.built-from'), 'abc\n')
  const built = await program.installed()
  await writeFile(join(folder, 'package.json'), '{"version":')
  expect([unbuilt, built, await program.installed()]).toEqual([null, { version: '0.3.0', build: 'abc' }, null])
})

it('is, installed, what its archive says; nothing while that is half there', async () => {
  const archive = join(folder, 'app.asar')
  const program = packedProgram(archive)
  const none = await program.installed()
  const bytes = asar({ 'main.js': 'x'.repeat(1_000), 'package.json': JSON.stringify({ version: '1.2.3' }) })
  await writeFile(archive, bytes)
  const [first, same] = [await program.installed(), await program.installed()]
  await utimes(archive, 1, 1)
  const touched = await program.installed()
  await writeFile(archive, bytes.subarray(0, 300))
  const half = await program.installed()
  await writeFile(archive, 'no archive at all, and more than sixteen bytes of it')
  expect([none, first?.version, same === first, touched?.version, touched?.build === first?.build, half, await program.installed()]).toEqual([null, '1.2.3', true, '1.2.3', false, null, null])
})

it('leaves its windows to the next run, once, and not for long', async () => {
  const logged: string[] = []
  const log: Log = { write: (_level, what) => { logged.push(what) } }
  const resume = nodeResume(folder, log)
  const left: Left = { at: NOW, window: true, hash: '#service/production%2Fapi', byItself: true, walls: { runs: [{ item: 'now', display: null }], switched: [{ name: 'office', on: false }] } }
  const nothing = resume.take(NOW)
  resume.leave(left)
  const taken = [resume.take(NOW + 3_000), resume.take(NOW + 3_000)]
  resume.leave(left)
  const late = resume.take(NOW + 11 * 60_000)
  await writeFile(join(folder, 'resume.json'), JSON.stringify({ ...left, hash: '#x?theme=light" onload=' }))
  const wrong = resume.take(NOW)
  const nowhere = nodeResume(join(folder, 'nowhere'), log)
  nowhere.leave(left)
  // it could not be read and must not stand in the way of a start
  await mkdir(join(folder, 'resume.json', 'inside'), { recursive: true })
  const folderInstead = resume.take(NOW)
  expect([nothing, taken, late, wrong, nowhere.take(NOW), folderInstead, resume.take(NOW)]).toEqual([null, [left, null], null, null, null, null, null])
  expect(logged).toEqual(['what the run before left could not be read', 'what the next run should open could not be written', 'what the run before left could not be read'])
})
