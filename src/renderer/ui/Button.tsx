import { UnstyledButton } from '@mantine/core'
import type { ComponentPropsWithRef, MouseEventHandler, ReactNode } from 'react'
import { clean } from '@shared/text/clean'
import { Icon } from './Glyph'
import { Keycap } from './Keycap'
import { useOpenLink } from './open-link'
import type { IconName } from './symbols'
import css from './ui.module.css'

export interface ButtonProps {
  readonly children: ReactNode
  readonly onClick?: MouseEventHandler<HTMLButtonElement>
  /** `primary`: at most one in a view. */
  readonly look?: 'primary' | 'default' | 'quiet'
  readonly small?: boolean
  readonly icon?: IconName
  /** The key that does the same; `useKeys` must do it. */
  readonly keys?: string
  readonly disabled?: boolean
  readonly label?: string
  readonly type?: 'button' | 'submit'
  readonly expanded?: boolean
}

/** A button in ink. */
export const Button = ({ children, onClick, look = 'default', small, icon, keys, disabled, label, type = 'button', expanded }: ButtonProps): ReactNode => (
  <UnstyledButton type={type} className={css['button']} data-look={look} data-small={small || undefined} disabled={disabled} onClick={onClick} aria-label={label} aria-expanded={expanded}>
    {icon && <Icon name={icon} size={14} />}{children}{keys && <Keycap>{keys}</Keycap>}
  </UnstyledButton>
)

/** A button that reads as underlined text within a sentence or a footer. */
export const TextButton = ({ className = '', ...rest }: ComponentPropsWithRef<'button'>): ReactNode => <button type="button" {...rest} className={`${css['textButton']} ${className}`} />

/** The host of a web address, '' when it is none that could be opened. */
export const hostOf = (url: string): string => {
  try {
    const { protocol, host } = new URL(url)
    return protocol === 'http:' || protocol === 'https:' ? host : ''
  } catch { return '' }
}

/** A link that came from outside: opens in the browser after a click, and says where it leads. Drawn as plain text when it is no web address. */
export const Link = ({ url, children, icon, showHost = true }: { readonly url: string; readonly children: ReactNode; readonly icon?: IconName; readonly showHost?: boolean }): ReactNode => {
  const open = useOpenLink()
  const host = hostOf(url)
  if (host === '') return <span>{children}</span>
  return (
    <button type="button" role="link" className={css['link']} data-tip={clean(url, { max: 300 })} onClick={() => open(url)}>
      {icon && <Icon name={icon} size={14} />}<span>{children}</span>{showHost && <span className={css['host']}>{clean(host, { max: 60 })}</span>}
    </button>
  )
}
