import { thin, thinStack, wholeOf } from './decimate'
import { sumOf } from './layers'
import type { Line, Panel, PanelData } from './series'

/** Lines as a panel of `width` pixels over `spanMs` needs them; the layers of a stack together, with what they added up to before. */
export const thinned = (lines: readonly Line[], draw: Panel['draw'], spanMs: number, width: number): Pick<PanelData, 'lines' | 'whole'> => {
  if (draw === 'lines') return { lines: lines.map((line) => thin(line, spanMs, width)) }
  const kept = thinStack(lines, spanMs, width)
  const [first] = lines
  return kept === lines || !first ? { lines } : { lines: kept, ...wholeOf({ t: first.t, v: sumOf(first.t.length, lines) }) }
}
