import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { Keycaps, useKeyList, useKeys, type KeyBinding } from '../../ui'
import css from './shell.module.css'

const NOTHING: readonly [] = []

const groups = (list: readonly KeyBinding[]): readonly (readonly [string, readonly KeyBinding[]])[] => {
  const out = new Map<string, KeyBinding[]>()
  for (const binding of list) { const row = out.get(binding.group); if (row) row.push(binding); else out.set(binding.group, [binding]) }
  return [...out]
}

/** Exactly the keys that work behind this dialog. */
export const Shortcuts = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  useKeys('dialog', NOTHING)
  const list = useKeyList()
  return (
    <Modal opened onClose={onClose} title={t('shell.keys.title')} size={720} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={css['keys']}>
        {groups(list).map(([group, bindings]) => (
          <section key={group}><h3>{group}</h3><ul>{bindings.map((b) => <li key={b.keys}><span>{b.label}</span><Keycaps keys={b.keys} /></li>)}</ul></section>
        ))}
      </div>
    </Modal>
  )
}
