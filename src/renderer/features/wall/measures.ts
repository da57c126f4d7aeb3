/** Sizes are those of a display of 1920 by 1080, or 1080 by 1920 upright; a unit is one pixel there. */
export interface Frame {
  /** Pixels of one unit. */
  readonly unit: number
  readonly upright: boolean
  /** The display in units. */
  readonly width: number
  readonly height: number
}

const LONG = 1920
const SHORT = 1080

export const frameOf = ({ width, height }: { readonly width: number; readonly height: number }): Frame => {
  const upright = height > width
  const unit = Math.max(0.1, upright ? Math.min(width / SHORT, height / LONG) : Math.min(width / LONG, height / SHORT))
  return { unit, upright, width: width / unit, height: height / unit }
}

/** About how wide a letter of the large type is, in its own size. */
const LETTER = 0.43

/** How large a sentence may be in so much room, units: on one line where that stays legible from afar, else on several. */
export const titleSize = (text: string, { width, most, lines }: { readonly width: number; readonly most: number; readonly lines: number }): number => {
  const letters = Math.max(1, [...text].length)
  const alone = width / (letters * LETTER)
  if (alone >= most * 0.62) return Math.round(Math.min(most, alone))
  // words break where they must: a line is never quite full
  const broken = (lines * width * 0.86) / (letters * LETTER)
  return Math.round(Math.max(most * 0.36, Math.min(most * 0.68, broken)))
}

/** Units of the small type of a graph, which is drawn at 11 px. */
export const GRAPH_TYPE = 26
const DRAWN_AT = 11
/** How much larger a graph is shown than it is drawn. */
export const graphScale = ({ unit }: Pick<Frame, 'unit'>): number => (GRAPH_TYPE / DRAWN_AT) * unit
