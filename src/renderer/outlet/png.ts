import type { Picture } from '../charts/export'

/** Pixels that a canvas takes on one side, and altogether, in every runtime. */
const MOST_SIDE = 16_000
/** Pixels of a page's panels on top of each other that a picture in dots can hold as large as they are; the rest is its head and foot. */
export const TALLEST = MOST_SIDE - 800
const MOST_AREA = 120_000_000
const LEAST_SCALE = 2

/** How many pixels one of the picture becomes: never fewer than twice, unless no canvas is so large. */
export const scaleOf = ({ width, height }: Pick<Picture, 'width' | 'height'>, ratio: number): number =>
  Math.min(Math.max(LEAST_SCALE, ratio), MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_AREA / (width * height)))

/** A picture in dots, and how many of them one of its pixels became. */
interface Dots { readonly png: Uint8Array; readonly scale: number }

/** The picture in dots. Drawn from a `data:` address, which the page's policy allows; it reaches nothing outside itself. Rejects where it cannot be drawn. */
export const pngOf = async (picture: Picture, ratio: number): Promise<Dots> => {
  const scale = scaleOf(picture, ratio)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => { canvas.toBlob(done, 'image/png') })
  if (!blob) throw new Error('no picture')
  return { png: new Uint8Array(await blob.arrayBuffer()), scale }
}

/** Bytes as a `data:` address. */
export const dataUrl = (png: Uint8Array): string => {
  const parts: string[] = []
  for (let i = 0; i < png.length; i += 8_192) parts.push(String.fromCharCode(...png.subarray(i, i + 8_192)))
  return `data:image/png;base64,${btoa(parts.join(''))}`
}
