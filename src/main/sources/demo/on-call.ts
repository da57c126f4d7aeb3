import { demoTime } from '@shared/domain/demo'
import type { Turn } from '@shared/domain/on-call'

const SHIFT = 12 * 3_600_000
const first = demoTime('07:00')

/** Two people share the week: days from 07:00 to 19:00, nights from 19:00 to 07:00. Shifts are numbered from the day of the 13th. */
export const demoTurn = (shift: number): Turn => ({ person: shift % 2 === 0 ? 'Daniel Okoye' : 'Mira Solberg', from: first + shift * SHIFT, to: first + (shift + 1) * SHIFT })
export const demoShift = (at: number): number => Math.floor((at - first) / SHIFT)
