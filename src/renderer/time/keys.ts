import { t } from '@shared/text/catalogue'
import type { KeyBinding } from '../ui'
import { sameCompare } from './compare'
import { FIRST, nextRange, shift, zoomIn, zoomOut } from './range'
import type { TimeView } from './time-view'

/** Part of the window that one press of an arrow key moves the crosshair. */
const CROSS_STEPS = 120
const DAY_BEFORE = { kind: 'day' } as const

/** What the keyboard does with the time of a view. */
export const bindingsOf = ({ range, window: { from, to }, now, crosshair, zoom, canBack, compare, offer, look, back, toggleLive, compareWith, setOpen }: Omit<TimeView, 'bindings'>): readonly KeyBinding[] => {
  const group = t('shell.keys.view')
  const cross = (way: -1 | 1): void => {
    crosshair.move(Math.min(to, Math.max(from, (crosshair.at() ?? to) + way * ((to - from) / CROSS_STEPS))))
  }
  const nearer = (): void => look(zoomIn(range, crosshair.at(), now))
  return [
    { keys: 'T', label: t('time.key.range'), group, run: () => look(nextRange(range)) },
    { keys: 'Shift+T', label: t('time.key.custom'), group, run: () => setOpen('custom') },
    { keys: '←', label: t('time.key.left'), group, repeat: true, run: () => cross(-1) },
    { keys: '→', label: t('time.key.right'), group, repeat: true, run: () => cross(1) },
    { keys: 'Shift+←', label: t('time.key.earlier'), group, repeat: true, run: () => look(shift(range, -1, now)) },
    { keys: 'Shift+→', label: t('time.key.later'), group, repeat: true, run: () => look(shift(range, 1, now)) },
    { keys: '-', label: t('time.key.out'), group, run: () => look(zoomOut(range, now)) },
    { keys: '+', label: t('time.key.in'), group, run: nearer },
    { keys: '=', label: t('time.key.in'), group, unlisted: true, run: nearer },
    { keys: 'L', label: t('time.key.live'), group, run: toggleLive },
    { keys: 'Esc', label: t('time.key.cancel'), group, unlisted: true, run: () => { if (crosshair.marked()) crosshair.mark(null); else crosshair.move(null) } },
    ...(canBack ? [{ keys: 'B', label: t('time.key.back'), group, run: back }, { keys: 'Backspace', label: t('time.key.back'), group, unlisted: true, run: back }] : []),
    ...(offer.some((o) => sameCompare(o, DAY_BEFORE)) ? [{ keys: 'D', label: t('time.key.yesterday'), group, run: () => compareWith(compare.kind === 'day' ? { kind: 'none' } : DAY_BEFORE) }] : []),
    ...(offer.length > 1 ? [{ keys: 'Shift+D', label: t('time.key.compare'), group, run: () => setOpen('compare') }] : []),
    ...(zoom ? [{ keys: 'Z', label: t('time.key.zoom'), group, run: () => look(range.kind === 'since' && range.alert !== null ? FIRST : zoom) }] : [])
  ]
}
