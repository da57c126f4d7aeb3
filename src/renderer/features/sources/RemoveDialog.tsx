import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { Button, useKeys } from '../../ui'
import css from './sources.module.css'

const NOTHING: readonly [] = []

/** Says what goes with a source before it goes; switching it off, which can be undone, comes first. */
export const RemoveDialog = ({ name, effect, on, onRemove, onSwitchOff, onClose }: {
  readonly name: string; readonly effect: { readonly services: number; readonly alerts: number }; readonly on: boolean
  readonly onRemove: () => void; readonly onSwitchOff: () => void; readonly onClose: () => void
}): ReactNode => {
  useKeys('dialog', NOTHING)
  return (
    <Modal opened onClose={onClose} title={t('sources.remove.title', { name })} size={460} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className="muted">{t('sources.remove.effect', { name, services: effect.services, alerts: effect.alerts })} {on && t('sources.remove.off')}</p>
      <div className={`${css['acts']} ${css['dialogActs']}`}>
        {on && <Button onClick={onSwitchOff}>{t('sources.remove.instead')}</Button>}
        <Button onClick={onRemove}>{t('sources.remove.do', { name })}</Button>
        <Button look="quiet" onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </Modal>
  )
}
