import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ElectronApplication } from '@playwright/test'
import type { Desktop } from '../../servers/desktop'

/** Pixels in rows from the top, three bytes each: blue, green, red. */
export interface Picture { readonly width: number; readonly height: number; readonly pixels: Uint8Array }
export interface Region { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const LARGEST_BYTES = 64 * 2 ** 20
/** The words of an XWD header, version 7, in order; all big-endian. */
const WORD = { size: 0, depth: 3, width: 4, height: 5, bits: 11, line: 12, colours: 19 }

/** What a desktop shows on a part of its screen, as the X server itself tells it; the pointer is not on it. */
export const seenOn = async (desktop: Desktop, { x, y, width, height }: Region): Promise<Picture> => {
  const { stdout } = await promisify(execFile)('xwd', ['-root', '-silent'], { env: { ...process.env, ...desktop.env }, encoding: 'buffer', maxBuffer: LARGEST_BYTES })
  const word = (n: number): number => stdout.readUInt32BE(n * 4)
  const [line, from] = [word(WORD.line), word(WORD.size) + word(WORD.colours) * 12]
  if (word(WORD.bits) !== 32 || word(WORD.depth) !== 24 || word(WORD.width) < x + width || word(WORD.height) < y + height) throw new Error('the X server tells a picture of another kind')
  const pixels = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) pixels.set(stdout.subarray(from + (y + row) * line + (x + column) * 4).subarray(0, 3), (row * width + column) * 3)
  }
  return { width, height, pixels }
}

/** A PNG's pixels, as Electron reads it. */
export const pictureIn = async (app: ElectronApplication, file: string): Promise<Picture> => {
  const { width, height, bitmap } = await app.evaluate(({ nativeImage }, path) => {
    const image = nativeImage.createFromPath(path)
    return { ...image.getSize(), bitmap: image.toBitmap().toString('base64') }
  }, file)
  const all = Buffer.from(bitmap, 'base64')
  return { width, height, pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => all[Math.floor(i / 3) * 4 + (i % 3)]!) }
}

/** How far a channel may be off and still look the same. */
const NEAR = 24
/** The share of pixels that look different, and the least rectangle that holds them; null: none do. */
export const differenceOf = (a: Picture, b: Picture): { readonly share: number; readonly within: Region | null } => {
  if (a.width !== b.width || a.height !== b.height) throw new Error(`pictures of ${a.width}x${a.height} and ${b.width}x${b.height}`)
  let count = 0
  let [left, top, right, bottom] = [a.width, a.height, -1, -1]
  for (let i = 0; i < a.width * a.height; i++) {
    const isOff = [0, 1, 2].some((channel) => Math.abs(a.pixels[i * 3 + channel]! - b.pixels[i * 3 + channel]!) > NEAR)
    if (!isOff) continue
    count++
    const [x, y] = [i % a.width, Math.floor(i / a.width)]
    left = Math.min(left, x); top = Math.min(top, y); right = Math.max(right, x); bottom = Math.max(bottom, y)
  }
  return { share: count / (a.width * a.height), within: count === 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 } }
}
