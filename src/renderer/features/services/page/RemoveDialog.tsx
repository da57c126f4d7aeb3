import { Modal } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Bridge } from '@shared/contract/bridge'
import type { Panel } from '@shared/domain/series'
import type { Service } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { titleOf } from '../../../charts'
import { Button, useKeys } from '../../../ui'
import css from './page.module.css'

export interface RemoveDialogProps {
  readonly bridge: Pick<Bridge, 'removePanel'>
  readonly service: Service
  readonly panel: Panel
  readonly onGone: () => void
  readonly onClose: () => void
}
const NO_KEYS: readonly [] = []

/** Says what goes before a person's own graph does. */
export const RemoveDialog = ({ bridge, service, panel, onGone, onClose }: RemoveDialogProps): ReactNode => {
  useKeys('dialog', NO_KEYS)
  const [wrong, setWrong] = useState<string | null>(null)
  const remove = (): void => {
    bridge.removePanel({ service: service.key, panel: panel.id }).then(
      (done) => { if (done.ok) onGone(); else setWrong(done.reason) },
      (error: unknown) => setWrong(error instanceof Error ? error.message : String(error))
    )
  }
  return (
    <Modal opened onClose={onClose} title={t('service.own.remove.title', { title: titleOf(panel) })} size={460} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className="muted">{t('service.own.remove.effect', { service: clean(service.name, { max: 80 }) })}</p>
      {wrong !== null && <p role="alert" className="sev-critical tone">{t('service.own.unsaved', { reason: clean(wrong, { max: 300 }) })}</p>}
      <div className={css['removeActs']}>
        <Button onClick={remove}>{t('service.own.remove.short')}</Button>
        <Button look="quiet" onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </Modal>
  )
}
