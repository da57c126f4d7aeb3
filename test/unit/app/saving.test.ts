import { describe, expect, it } from 'vitest'
import { commandArgs } from '@shared/contract/commands'
import { createSaving, safeName } from '../../../src/main/app/saving'
import { createFakeFiles } from '../../fakes/fake-files'

const svg = '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>\n'
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const refused = (code: string): Error => Object.assign(new Error(`${code}: said the disk`), { code })

describe('saving', () => {
  it('keeps what it is given where a person chose', async () => {
    const files = createFakeFiles()
    const save = createSaving(files)
    expect([await save({ kind: 'svg', name: 'a.svg', content: svg }), await save({ kind: 'png', name: 'a.png', content: png }), await save({ kind: 'csv', name: 'a', content: 'time\r\n' })]).toEqual(
      ['a.svg', 'a.png', 'a.csv'].map((name) => ({ outcome: 'saved', path: `/home/somebody/${name}` })))
    expect([...files.kept]).toEqual([['/home/somebody/a.svg', svg], ['/home/somebody/a.png', png], ['/home/somebody/a.csv', 'time\r\n']])
  })
  it('keeps nothing where the person thought better of it, or where there is no dialog', async () => {
    const files = createFakeFiles({ path: () => null })
    expect([await createSaving(files)({ kind: 'svg', name: 'a.svg', content: svg }), files.kept.size, await createSaving(null)({ kind: 'svg', name: 'a.svg', content: svg })])
      .toEqual([{ outcome: 'cancelled' }, 0, { outcome: 'failed', reason: 'files can be saved in the window only.' }])
  })
  it('says in words what the disk said, and names the file', async () => {
    const reason = async (error: Error): Promise<string> => { const answer = await createSaving(createFakeFiles({ refuse: error }))({ kind: 'svg', name: 'a.svg', content: svg }); return answer.outcome === 'failed' ? answer.reason : answer.outcome }
    expect(await Promise.all(['ENOSPC', 'EACCES', 'EROFS', 'ENOENT', 'EISDIR', 'ENAMETOOLONG', 'EIO'].map((code) => reason(refused(code))).concat(reason(new Error('odd\u202e'))))).toEqual([
      'the disk is full. /home/somebody/a.svg was not written.', 'we may not write /home/somebody/a.svg.', 'the disk of /home/somebody/a.svg is read-only.', 'the folder of /home/somebody/a.svg does not exist.',
      '/home/somebody/a.svg is a folder.', 'the name /home/somebody/a.svg is too long.', '/home/somebody/a.svg could not be written (EIO).', '/home/somebody/a.svg could not be written (odd).'
    ])
  })
  it('takes a kind for what it is called only', async () => {
    const files = createFakeFiles()
    const save = createSaving(files)
    expect([await save({ kind: 'png', name: 'a', content: svg }), await save({ kind: 'svg', name: 'a', content: '<html>' }), await save({ kind: 'csv', name: 'a', content: png }), files.offered]).toEqual([
      { outcome: 'failed', reason: 'this is no PNG picture.' }, { outcome: 'failed', reason: 'this is no SVG picture.' }, { outcome: 'failed', reason: 'this is no CSV table.' }, []
    ])
  })
  it('offers a name that every file system takes', () => {
    expect([safeName('garda-article-service-latency-20251113T014712Z.svg', 'svg'), safeName('../../etc/passwd', 'png'), safeName('.bashrc', 'csv'), safeName('CON: a/b\\c\u0000\u202egnp.svg', 'svg'), safeName('///', 'svg'), safeName('é'.repeat(500), 'csv').length]).toEqual([
      'garda-article-service-latency-20251113T014712Z.svg', 'etc-passwd.png', 'bashrc.csv', 'CON-a-b-cgnp.svg', 'garda.svg', 124
    ])
  })
  it('is asked with nothing but a kind, a name and a content of a size', () => {
    const ok = (args: unknown): boolean => commandArgs.saveFile.safeParse([args]).success
    expect([
      ok({ kind: 'svg', name: 'a', content: svg }), ok({ kind: 'png', name: 'a', content: png }), ok({ kind: 'exe', name: 'a', content: png }), ok({ kind: 'svg', name: '', content: svg }), ok({ kind: 'png', name: 'a', content: new Uint8Array(48_000_001) }), ok({ kind: 'png', name: 'a', content: { length: 3 } })
    ]).toEqual([true, true, false, false, false, false])
  })
})
