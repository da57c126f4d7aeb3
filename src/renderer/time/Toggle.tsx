import type { ReactNode } from 'react'
import css from './time.module.css'

/** A switch of the bar, with a piece of the line that it draws. */
export const Toggle = ({ on, line, onChange, children }: { readonly on: boolean; readonly line: 'dashed' | 'dotted'; readonly onChange: (on: boolean) => void; readonly children: ReactNode }): ReactNode => (
  <button type="button" className={css['toggle']} aria-pressed={on} onClick={() => onChange(!on)}><i className={css[line]} aria-hidden="true" />{children}</button>
)
