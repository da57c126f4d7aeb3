import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { panelIsAlwaysDark, trayIconFile } from '../../../src/main/adapters/electron-tray-icon'
import { TRAY_ICONS, type TrayModel } from '../../../src/main/ports/tray'

const icons = resolve(import.meta.dirname, '../../../resources/icons')
const pngSize = (png: Buffer): readonly number[] => [png.readUInt32BE(16), png.readUInt32BE(20)]
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const icoSizes = (ico: Buffer): readonly number[] => Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
  const [length, at] = [ico.readUInt32LE(6 + 16 * i + 8), ico.readUInt32LE(6 + 16 * i + 12)]
  const png = ico.subarray(at, at + length)
  expect(png.subarray(0, 8)).toEqual(PNG)
  return pngSize(png)[0] ?? 0
})

test('each state has its file', () => {
  expect(trayIconFile({ icon: 'quiet', count: 0 }, 'linux', true)).toBe(join('dark', 'quiet.png'))
  expect(trayIconFile({ icon: 'critical', count: 3 }, 'linux', false)).toBe(join('light', 'critical-3.png'))
  expect(trayIconFile({ icon: 'critical', count: 10 }, 'win32', false)).toBe(join('light', 'critical-many.ico'))
  expect(trayIconFile({ icon: 'held', count: 9 }, 'darwin', true)).toBe(join('template', 'held-9Template.png'))
})

describe('the pictures', () => {
  const models = TRAY_ICONS.flatMap((icon): readonly Pick<TrayModel, 'icon' | 'count'>[] => (icon === 'critical' || icon === 'held' ? Array.from({ length: 12 }, (_, count) => ({ icon, count })) : [{ icon, count: 0 }]))

  test.each([['linux', 22], ['darwin', 18]] as const)('are all there, in both densities, on %s', async (platform, size) => {
    for (const model of models) for (const dark of [true, false]) {
      const file = join(icons, 'tray', trayIconFile(model, platform, dark))
      expect(pngSize(await readFile(file))).toEqual([size, size])
      expect(pngSize(await readFile(file.replace('.png', '@2x.png')))).toEqual([2 * size, 2 * size])
    }
  })

  test('are all there in the sizes that Windows wants', async () => {
    for (const model of models) for (const dark of [true, false]) expect(icoSizes(await readFile(join(icons, 'tray', trayIconFile(model, 'win32', dark))))).toEqual([16, 20, 24, 32])
    expect(icoSizes(await readFile(join(icons, 'app/garda.ico')))).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  test('of the application are as large as they say', async () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) expect(pngSize(await readFile(join(icons, `app/${size}.png`)))).toEqual([size, size])
  })
})

test('some panels are dark whatever the theme', () => {
  expect(['GNOME', 'ubuntu:GNOME', 'Pantheon', 'KDE', 'XFCE', undefined].map(panelIsAlwaysDark)).toEqual([true, true, true, false, false, false])
})
