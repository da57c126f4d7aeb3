import { Modal, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { Button } from './Button'
import { useKeys } from './keys'
import { Asking } from './Parts'
import css from './ui.module.css'

const MOST_COMMENT = 500

/** Says what acknowledging writes and where before it does; Enter does it. */
export const AckDialog = ({ count, environment, effect, sending, onSend, onClose }: {
  readonly count: number; readonly environment: string; readonly effect: string; readonly sending: boolean; readonly onSend: (comment: string) => void; readonly onClose: () => void
}): ReactNode => {
  const [comment, setComment] = useState('')
  // pressed before the field has the focus
  useKeys('dialog', [{ keys: 'Enter', label: t('ack.do'), group: t('shell.keys.view'), unlisted: true, run: () => onSend(comment) }])
  return (
    <Modal opened onClose={onClose} title={t('ack.title', { count, environment })} size={480} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className={css['ack']} onSubmit={(event) => { event.preventDefault(); onSend(comment) }}>
        <p className="muted">{effect}</p>
        <TextInput data-autofocus label={t('ack.label')} placeholder={t('ack.placeholder')} value={comment} maxLength={MOST_COMMENT} onChange={(e) => setComment(e.currentTarget.value)} />
        <div className={css['ackActs']}>
          {sending && <Asking words={t('ack.sending')} />}
          <Button look="primary" type="submit" keys="Enter" disabled={sending}>{t('ack.do.in', { environment })}</Button>
          <Button look="quiet" onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  )
}
