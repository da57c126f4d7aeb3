import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { scratch } from '../servers/process'
import { expect, test } from './support/garda'
import { startGarda } from './support/run-garda'

test('paths are relative to where they are typed', async ({ desktop }) => {
  const { path, remove } = await scratch('e2e-start')
  try {
    await writeFile(join(path, 'team.yaml'), 'thisComputer: true\n')
    const { code, err } = await startGarda(desktop, path, ['--config', 'team.yaml', '--user-data-dir', 'own', '--screenshot', 'picture.png', '--view', 'overview'])
    expect(code, err).toBe(0)
    expect({ own: await readdir(join(path, 'own')), picture: (await readFile(join(path, 'picture.png'))).toString('latin1', 1, 4) })
      // a picture leaves no trace
      .toEqual({ own: [], picture: 'PNG' })
  } finally { await remove() }
})

test('a start that fails ends in one line, with no dialog that holds it', async ({ desktop }) => {
  const { path, remove } = await scratch('e2e-start')
  try {
    await writeFile(join(path, 'file'), '')
    const { code, out, err } = await startGarda(desktop, path, ['--user-data-dir', 'file/own'])
    expect({ code, out, said: err.split('\n').filter((line) => line.startsWith('garda: ') && !line.includes('opening on')), stack: err.includes('    at ') })
      .toEqual({ code: 1, out: '', said: [`garda: could not start: Error: ENOTDIR: not a directory, mkdir '${join(path, 'file', 'own')}'`], stack: false })
  } finally { await remove() }
})
