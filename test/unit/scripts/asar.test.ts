import { expect, test } from 'vitest'
import { asar } from '../../../scripts/lib/asar.mjs'

/** Reads an archive as Electron does: two pickles, the second with a length-prefixed JSON header padded to four bytes. */
const read = (archive: Buffer): Readonly<Record<string, string>> => {
  const headerSize = archive.readUInt32LE(4)
  const header = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString()) as { files: Record<string, { size: number; offset: string }> }
  const start = 8 + headerSize
  return Object.fromEntries(Object.entries(header.files).map(([name, { size, offset }]) => [name, archive.subarray(start + Number(offset), start + Number(offset) + size).toString()]))
}

test.each<Readonly<Record<string, string>>>([{ 'a.js': 'one' }, { 'package.json': '{}', 'main.js': 'naïve ✓', 'empty.txt': '' }, { abc: '1', abcd: '2', abcde: '3' }])('an archive gives back its files: %o', (files) => {
  const archive = asar(files)
  expect(read(archive)).toEqual(files)
  expect([archive.readUInt32LE(0), archive.readUInt32LE(4) % 4, archive.readUInt32LE(4) - archive.readUInt32LE(8)]).toEqual([4, 0, 4])
})
