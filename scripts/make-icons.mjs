// Draws every icon of Garda from the paths below: `node scripts/make-icons.mjs`. The pictures are committed; run this after a change of a path or a colour.
// Needs rsvg-convert (Debian, Ubuntu: librsvg2-bin; macOS: librsvg). No network.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const icons = join(dirname(fileURLToPath(import.meta.url)), '..', 'resources', 'icons')

// Colours as in the theme's tokens; `dark` and `light` name the panel behind the icon. A template is black, macOS colours it.
/** @typedef {{ readonly ink: string, readonly critical: string, readonly on: string | null, readonly warning: string, readonly unknown: string }} Palette */
/** @typedef {1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 'many'} Count */
/** @typedef {{ readonly size: number, readonly png: Buffer }} Picture */
/** @type {Readonly<Record<string, Palette>>} */
const PALETTES = {
  dark: { ink: '#e7ebed', critical: '#fb4a3c', on: '#1f0200', warning: '#fdd055', unknown: '#d8ccf4' },
  light: { ink: '#14191c', critical: '#b81d0e', on: '#ffffff', warning: '#ab7b00', unknown: '#56379f' },
  template: { ink: '#000', critical: '#000', on: null, warning: '#000', unknown: '#000' }
}

const stroke = (/** @type {string} */ d, /** @type {string} */ colour, /** @type {number} */ width, more = '') => `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" ${more}/>`
const svg = (/** @type {string} */ body) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${body}</svg>`
/** `body` without what `hole` covers. */
const without = (/** @type {string} */ hole, /** @type {string} */ body) => `<mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="24" height="24"><rect width="24" height="24" fill="#fff"/>${hole}</mask><g mask="url(#m)">${body}</g>`

const mark = (/** @type {string} */ colour, width = 2.4) =>
  stroke('M20.5 12A8.5 8.5 0 1 1 17.6 5.6', colour, width) + stroke('M12.5 12h9.1', colour, width) + `<circle cx="12" cy="12" r="2.1" fill="${colour}"/>`
const OCTAGON = 'M7.9 1.5h8.2l6.4 6.4v8.2l-6.4 6.4H7.9L1.5 16.1V7.9z'
const TRIANGLE = 'M17.5 12.2 24 23.5H11z'

// Figures drawn as strokes, so that no font is needed; 5.6 wide, 9.4 high, around the middle of the 24 box.
const FIGURES = {
  1: 'M9.7 9.3 12.5 7.3V17',
  2: 'M9.3 9.9A2.75 2.6 0 1 1 14.3 11.5L9.4 16.2H15.1',
  3: 'M9.4 7.9H14.2L11.5 11.1A2.75 2.75 0 1 1 9.3 15.1',
  4: 'M13.5 17V8L9 14.1H15.4',
  5: 'M14.6 7.9H10.2L9.9 11.7C10.5 11.2 11.2 10.9 12 10.9A2.75 2.75 0 1 1 9.4 15',
  6: 'M13.7 7.3C10.9 8.4 9.2 10.8 9.2 13.7M14.8 13.7A2.8 2.8 0 1 1 9.2 13.7A2.8 2.8 0 1 1 14.8 13.7',
  7: 'M9.2 7.9H14.7L11.1 17',
  8: 'M14.1 9.6A2.1 2.1 0 1 1 9.9 9.6A2.1 2.1 0 1 1 14.1 9.6M14.7 14.2A2.7 2.6 0 1 1 9.3 14.2A2.7 2.6 0 1 1 14.7 14.2',
  9: 'M10.3 16.7C13.1 15.6 14.8 13.2 14.8 10.3M9.2 10.3A2.8 2.8 0 1 1 14.8 10.3A2.8 2.8 0 1 1 9.2 10.3'
}
const figure = (/** @type {Count} */ count, /** @type {string} */ colour) => (count === 'many'
  ? `<g transform="translate(-2.6 0)">${stroke(FIGURES[9], colour, 2)}</g>${stroke('M14.2 12.4H19M16.6 10V14.8', colour, 1.8)}`
  : stroke(FIGURES[count], colour, 2.2, 'stroke-linejoin="round"'))

const critical = (/** @type {Count} */ count, /** @type {Palette} */ { critical: fill, on }) => {
  const octagon = `<path d="${OCTAGON}" fill="${fill}"/>`
  return on === null ? without(figure(count, '#000'), octagon) : octagon + figure(count, on)
}
const held = (/** @type {Count} */ count, /** @type {Palette} */ { critical: colour }) => stroke('M8.4 2.7h7.2l5.7 5.7v7.2l-5.7 5.7H8.4l-5.7-5.7V8.4z', colour, 2.2) + figure(count, colour)
const warning = (/** @type {Palette} */ { ink, warning: fill }) =>
  without(`<path d="${TRIANGLE}" fill="#000" stroke="#000" stroke-width="3.2" stroke-linejoin="round"/>`, mark(ink)) + `<path d="${TRIANGLE}" fill="${fill}"/>`
const unknown = (/** @type {Palette} */ { unknown: colour }) =>
  stroke('M2.5 2.5h19v19h-19z', colour, 2.2, 'stroke-dasharray="4 2.33" stroke-dashoffset="2"')
  + `<g transform="translate(0 .4) scale(1.2)">${stroke('M7 7.4a3 3 0 1 1 4.6 2.55C10.5 10.65 10 11.2 10 12.2', colour, 1.9)}<circle cx="10" cy="14.6" r="1.25" fill="${colour}"/></g>`
const paused = (/** @type {Palette} */ { ink }) => without(stroke('M3 21.5 21.5 3', '#000', 5), mark(ink)) + stroke('M3 21.5 21.5 3', ink, 2.2)

/** @type {readonly Count[]} */
const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 'many']
/** @returns {Record<string, string>} */
const trayPictures = (/** @type {Palette} */ palette) => ({
  quiet: svg(mark(palette.ink)),
  warning: svg(warning(palette)),
  unknown: svg(unknown(palette)),
  paused: svg(paused(palette)),
  ...Object.fromEntries(COUNTS.flatMap((count) => [[`critical-${count}`, svg(critical(count, palette))], [`held-${count}`, svg(held(count, palette))]]))
})

// The mark on the bridge's own surface; small sizes lose the hairline and gain a larger mark.
const app = (/** @type {number} */ size) => {
  const scale = size <= 32 ? 0.82 : 0.7
  const inset = (24 * (1 - scale)) / 2
  return svg(`<rect x=".5" y=".5" width="23" height="23" rx="5.4" fill="#0c0f11"${size <= 32 ? '' : ' stroke="#262d32" stroke-width=".35"'}/>`
    + `<g transform="translate(${inset} ${inset}) scale(${scale})">${mark('#e7ebed', 2.3)}</g>`)
}
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]
const TRAY_ICO_SIZES = [16, 20, 24, 32]

/** An .ico is a table of contents before whole PNGs (Windows Vista and newer). */
const ico = (/** @type {readonly Picture[]} */ pictures) => {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let at = head.length
  for (const [i, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * i
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

const scratch = await mkdtemp(join(tmpdir(), 'garda-icons-'))
let drawn = 0
const rasterise = async (/** @type {string} */ source, /** @type {number} */ size) => {
  const [from, to] = [join(scratch, `${++drawn}.svg`), join(scratch, `${drawn}.png`)]
  await writeFile(from, source)
  await run('rsvg-convert', ['--width', String(size), '--height', String(size), '--output', to, from])
  return readFile(to)
}
const save = async (/** @type {string} */ path, /** @type {string | Buffer} */ data) => {
  await mkdir(dirname(join(icons, path)), { recursive: true })
  await writeFile(join(icons, path), data)
}
/** @returns {Promise<readonly Picture[]>} */
const sized = (/** @type {readonly number[]} */ sizes, /** @type {(size: number) => string} */ source) => Promise.all(sizes.map(async (size) => ({ size, png: await rasterise(source(size), size) })))

try {
  await run('rsvg-convert', ['--version'])
} catch {
  process.stderr.write('make-icons needs rsvg-convert: install librsvg2-bin (Debian, Ubuntu) or librsvg (macOS).\n')
  process.exit(1)
}
try {
  for (const { size, png } of await sized(APP_SIZES, app)) await save(`app/${size}.png`, png)
  await save('app/garda.ico', ico(await sized(ICO_SIZES, app)))
  await save('app/garda.svg', `${app(512)}\n`)
  for (const [name, palette] of Object.entries(PALETTES)) {
    const template = name === 'template'
    for (const [icon, source] of Object.entries(trayPictures(palette))) {
      // 22 points on Linux; macOS keeps 18 of the 22 of its bar
      const size = template ? 18 : 22
      const base = `tray/${name}/${icon}${template ? 'Template' : ''}`
      await save(`${base}.png`, await rasterise(source, size))
      await save(`${base}@2x.png`, await rasterise(source, 2 * size))
      if (!template) await save(`${base}.ico`, ico(await sized(TRAY_ICO_SIZES, () => source)))
    }
  }
  process.stdout.write(`${drawn} pictures drawn.\n`)
} finally {
  await rm(scratch, { recursive: true, force: true })
}
