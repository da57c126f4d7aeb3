import { screen, type Display as Told } from 'electron'
import type { Display } from '@shared/domain/display'
import type { Displays } from '../ports/displays'

type Screen = Pick<typeof screen, 'getAllDisplays' | 'getPrimaryDisplay'> & { on(event: string, listener: () => void): unknown; off(event: string, listener: () => void): unknown }
const EVENTS = ['display-added', 'display-removed', 'display-metrics-changed'] as const

/** The displays as Electron tells of them, `x11`: those of an X server, see `speaksX11`; may be made once the app is ready. */
export const electronDisplays = (x11: boolean, told: Screen = screen): Displays => ({
  read: () => {
    const primary = told.getPrimaryDisplay() as Told | null
    const all = told.getAllDisplays().map((display) => displayOf(display, display.id === primary?.id))
    return all.filter(({ id, bounds }) => !(x11 && id === NONE) && bounds.width > 0 && bounds.height > 0)
  },
  onChange: (listener) => {
    for (const event of EVENTS) told.on(event, listener)
    return () => { for (const event of EVENTS) told.off(event, listener) }
  }
})

/** An X server without any display is told of as one of this id, of 64x64 or of the server's own size. */
const NONE = '0'

const displayOf = ({ id, label = '', internal = false, scaleFactor, bounds, workArea, size }: Omit<Told, 'label' | 'internal'> & Partial<Pick<Told, 'label' | 'internal'>>, primary: boolean): Display => ({
  id: String(id), label, internal, scale: Math.round(scaleFactor * 100) / 100, bounds, workArea, primary, native: { width: pixels(size.width, scaleFactor), height: pixels(size.height, scaleFactor) }
})
/** A fractional scale gives sizes that were rounded, by some up and by some down. Every display's are even, nearly all can be divided by eight. */
const pixels = (size: number, scale: number): number => {
  if (Number.isInteger(scale)) return size * scale
  const least = 2 * Math.floor(((size - 1) * scale) / 2) + 2
  const could = Array.from({ length: Math.ceil(scale) + 1 }, (_, i) => least + 2 * i).filter((one) => one < (size + 1) * scale)
  return could.find((one) => one % 8 === 0) ?? could.find((one) => one >= size * scale - 0.5) ?? least
}
