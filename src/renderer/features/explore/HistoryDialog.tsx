import { Modal } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment, type Zone } from '@shared/text/format'
import { Button, Icon, useKeys, useTicking } from '../../ui'
import css from './explore.module.css'
import { forget, searchHistory, type Asked } from './history'

export interface HistoryDialogProps {
  readonly list: readonly Asked[]
  readonly unsaved: string | null
  readonly zone: Zone
  readonly onUse: (asked: Asked) => void
  readonly onChange: (list: readonly Asked[]) => void
  readonly onClose: () => void
}
const NO_KEYS: readonly [] = []

/** What was asked before, newest first. */
export const HistoryDialog = ({ list, unsaved, zone, onUse, onChange, onClose }: HistoryDialogProps): ReactNode => {
  useKeys('dialog', NO_KEYS)
  const [typed, setTyped] = useState('')
  const found = searchHistory(list, typed)
  return (
    <Modal opened onClose={onClose} title={t('explore.history')} size={760} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={css['history']}>
        <div className={css['historyHead']}>
          <label className={css['field']}><Icon name="search" /><span className="sr-only">{t('explore.history.search')}</span>
            <input data-autofocus type="search" value={typed} placeholder={t('explore.history.search')} spellCheck={false} onChange={(e) => setTyped(e.target.value)} />
          </label>
          <span className="small faint" role="status">{t('explore.history.count', { count: found.length })}</span>
          {list.length > 0 && <Button small look="quiet" onClick={() => onChange([])}>{t('explore.history.clear')}</Button>}
        </div>
        {unsaved !== null && <p role="alert" className={css['bad']}>{t('explore.history.unsaved', { reason: clean(unsaved, { max: 300 }) })}</p>}
        {found.length === 0 && <p className="muted">{t(list.length === 0 ? 'explore.history.none' : 'explore.history.nothing')}</p>}
        <ul>{found.map((asked) => <Line key={`${asked.source} ${asked.expression}`} asked={asked} zone={zone} onUse={() => onUse(asked)} onForget={() => onChange(forget(list, asked))} />)}</ul>
      </div>
    </Modal>
  )
}

const Line = ({ asked, zone, onUse, onForget }: { readonly asked: Asked; readonly zone: Zone; readonly onUse: () => void; readonly onForget: () => void }): ReactNode => {
  const when = useTicking((now) => moment(asked.at, now, zone))
  const expression = clean(asked.expression, { max: 300 })
  return (
    <li className={css['asked']}>
      <button type="button" className={css['use']} onClick={onUse} aria-label={t('explore.history.use', { expression })}><code>{expression}</code><span className="small faint">{clean(asked.source, { max: 60 })}, <time data-tip-at={asked.at}>{when}</time></span></button>
      <button type="button" className={css['act']} onClick={onForget} aria-label={t('explore.history.forget', { expression })} data-tip={t('explore.history.forget', { expression: '' }).trim()}><Icon name="x" size={14} /></button>
    </li>
  )
}
