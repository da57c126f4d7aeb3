import { Suspense, useRef, useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { Icon } from '../ui'
import type { Member, Outlet } from './outlet'

interface OutButtonProps { readonly outlet: Outlet; readonly member: Member; readonly title: string }

/** The way out of one panel. A plain button until it is pressed: what it opens is loaded then. */
export const OutButton = ({ outlet: { Menu }, member, title }: OutButtonProps): ReactNode => {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // a press outside closes the menu before the click comes here, and must not open it anew
  const wasOpen = useRef(false)
  const close = (): void => { setOpen(false); button.current?.focus() }
  return (
    <span className="g-out">
      <button
        ref={button} type="button" className="g-out-button" data-out aria-haspopup="menu" aria-expanded={open} aria-label={t('out.menu', { title })} data-tip={t('out.button')}
        onPointerDown={() => { wasOpen.current = open }} onClick={() => { setOpen(!wasOpen.current); wasOpen.current = false }}
      ><Icon name="save" size={13} /></button>
      {open && <Suspense><Menu member={member} title={title} onClose={close} /></Suspense>}
    </span>
  )
}
