import { Menu } from '@mantine/core'
import { use, useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import type { Member } from '../charts'
import { useKeys } from '../ui'
import { DoContext } from './context'
import css from './out.module.css'
import type { What } from './work'

export interface OutMenuProps {
  /** Null: the whole view. */
  readonly member: Member | null
  readonly title: string
  readonly onClose: () => void
}

const PANEL: readonly What[] = ['svg', 'png', 'csv', 'copy', 'picture']
/** Of a text there is no table. */
const TEXT = PANEL.filter((what) => what !== 'csv')
const PAGE: readonly What[] = ['svg', 'png', 'copy', 'picture']
const WORDS = { svg: 'out.svg', png: 'out.png', csv: 'out.csv', copy: 'out.copy', picture: 'out.copyPicture' } as const

const isText = (member: Member): boolean => { const given = member.read(); return given.kind === 'sheet' && given.body.kind === 'words' }

/** What can be done with a panel, or with all of a view. Stands over the button that opened it. */
const OutMenu = ({ member, title, onClose }: OutMenuProps): ReactNode => {
  const take = use(DoContext)
  const [entries] = useState(() => (member === null ? PAGE : isText(member) ? TEXT : PANEL))
  // nothing below it hears a key while it is open
  useKeys('dialog', [{ keys: 'Esc', label: t('common.close'), group: title, unlisted: true, run: onClose }])
  return (
    <Menu opened onChange={(open) => { if (!open) onClose() }} position="bottom-end" offset={6} width={210} withinPortal portalProps={{ target: 'main' }} trapFocus returnFocus={false} withInitialFocusPlaceholder={false} loop>
      {/* where it hangs, and its name; the button beside it is what people meet */}
      <Menu.Target><span className={css['anchor']} aria-hidden="true"><span className="sr-only">{title}</span></span></Menu.Target>
      <Menu.Dropdown>
        {entries.map((what) => <Menu.Item key={what} className={css['item']} onClick={() => take?.(what, member)}>{t(WORDS[what])}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}
export default OutMenu
