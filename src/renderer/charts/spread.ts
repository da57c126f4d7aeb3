/**
 * Moves labels apart: each keeps `gap` from the next, as near to its own place as the others allow, inside top and bottom.
 * Equal places keep their order. When there is no room for all, they overlap evenly rather than leave the panel.
 */
export const spread = (places: readonly number[], gap: number, top: number, bottom: number): readonly number[] => {
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b)
  const room = order.length > 1 ? Math.min(gap, (bottom - top) / (order.length - 1)) : gap
  const out = [...places]
  let edge = top
  for (const i of order) { out[i] = Math.max(out[i]!, edge); edge = out[i] + room }
  edge = bottom
  for (const i of order.reverse()) { out[i] = Math.min(out[i]!, edge); edge = out[i] - room }
  return out
}
