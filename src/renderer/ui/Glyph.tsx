import type { ReactNode } from 'react'
import type { Severity } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import css from './ui.module.css'
import type { IconName } from './symbols'

/** Severities, and the fourth truth. */
export type Tone = Severity | 'ok'
/** Filled: nobody has it. Hollow: somebody does. Dashed: not yet. */
export type Hold = 'open' | 'held' | 'pending'

const SYMBOL: Readonly<Record<Tone, Readonly<Record<Hold, string>>>> = {
  critical: { open: 'g-critical', held: 'g-critical-held', pending: 'g-critical-pending' },
  warning: { open: 'g-warning', held: 'g-warning-held', pending: 'g-warning-pending' },
  unknown: { open: 'g-unknown', held: 'g-unknown', pending: 'g-unknown' },
  info: { open: 'g-info', held: 'g-info', pending: 'g-info' },
  ok: { open: 'g-ok', held: 'g-ok', pending: 'g-ok' }
}

/** "Critical", "Critical, acknowledged", "Warning, pending". */
export const glyphName = (tone: Tone, hold: Hold = 'open'): string =>
  hold === 'open' ? t(`severity.${tone}`) : t(hold === 'held' ? 'shell.glyph.held' : 'shell.glyph.pending', { severity: t(`severity.${tone}`) })

/** A severity as shape, letter and colour, with its name for those who do not see it. `silent` where the words beside it say it already. */
export const Glyph = ({ tone, hold = 'open', size = 16, silent = false }: { readonly tone: Tone; readonly hold?: Hold; readonly size?: number; readonly silent?: boolean }): ReactNode => (
  <svg className={`glyph ${css['glyph']} sev-${tone}`} width={size} height={size} viewBox="0 0 20 20" {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': glyphName(tone, hold) })}>
    <use href={`#${SYMBOL[tone][hold]}`} />
  </svg>
)

/** A line icon in the ink around it. With a `label` it is an image of its own, else it only goes with words. */
export const Icon = ({ name, size = 16, label }: { readonly name: IconName; readonly size?: number; readonly label?: string }): ReactNode => (
  <svg className={css['icon']} width={size} height={size} viewBox="0 0 16 16" {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}>
    <use href={`#i-${name}`} />
  </svg>
)

/** Garda's mark. */
export const Mark = ({ size = 22 }: { readonly size?: number }): ReactNode => <svg className={css['glyph']} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true"><use href="#mark" /></svg>
