/** Widths of the table of what a service depends on, px; `spark` 0: no room for any. */
export interface BelowLayout { readonly spark: number; readonly columns: string }

const NAME = 168
const AGE = 104
const VALUE = 66
const GAP = 10
const PAD = 28
const GLYPH = 16
const LEAST_SPARK = 34
const MOST_SPARK = 220

/** One column for each of `signals` figures; little lines where there is room for them beside. */
export const belowLayout = (width: number, signals: number): BelowLayout => {
  const rest = width - PAD - GLYPH - NAME - AGE - GAP * (signals + 2)
  const room = signals === 0 ? 0 : Math.min(MOST_SPARK, Math.floor(rest / signals) - VALUE - 8)
  const spark = room >= LEAST_SPARK ? room : 0
  return { spark, columns: [`${GLYPH}px`, `minmax(${spark > 0 ? NAME : 96}px, 1fr)`, ...Array.from({ length: signals }, () => (spark > 0 ? `${VALUE + 8 + spark}px` : 'minmax(50px, 90px)')), spark > 0 ? `${AGE}px` : 'minmax(60px, auto)'].join(' ') }
}
