import type { ReactNode } from 'react'
import css from './ui.module.css'

/** One key. */
export const Keycap = ({ children }: { readonly children: string }): ReactNode => <kbd className={css['kbd']}>{children.replace(/(?<=.)\+(?=.)/, ' ')}</kbd>

/** A shortcut such as `G O` or `Ctrl+K`, one cap a stroke. */
export const Keycaps = ({ keys }: { readonly keys: string }): ReactNode => (
  <span className={css['keys']}>{keys.split(' ').map((key, i) => <Keycap key={i}>{key}</Keycap>)}</span>
)
