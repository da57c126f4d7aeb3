import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { Button, useKeys } from '../../ui'
import css from './dashboards.module.css'

const NOTHING: readonly [] = []

/** Says what is lost before it is. */
export const RemoveDialog = ({ title, onRemove, onClose }: { readonly title: string; readonly onRemove: () => void; readonly onClose: () => void }): ReactNode => {
  useKeys('dialog', NOTHING)
  return (
    <Modal opened onClose={onClose} title={t('dashboards.remove.title', { title })} size={460} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className="muted">{t('dashboards.remove.effect')}</p>
      <div className={css['acts']}>
        <Button onClick={onRemove}>{t('dashboards.remove.do')}</Button>
        <Button look="quiet" onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </Modal>
  )
}
