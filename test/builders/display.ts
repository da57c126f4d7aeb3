import type { Display } from '@shared/domain/display'

/** A display of 1920 × 1080 at the left. `x`, `y` and `native` make its bounds. */
export const aDisplay = ({ x = 0, y = 0, ...over }: Partial<Display> & { readonly x?: number; readonly y?: number } = {}): Display => {
  const native = over.native ?? { width: 1920, height: 1080 }
  const scale = over.scale ?? 1
  const bounds = { x, y, width: Math.ceil(native.width / scale), height: Math.ceil(native.height / scale) }
  return { id: 'a', label: '', internal: false, native, scale, bounds, workArea: bounds, primary: false, ...over }
}
