import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Icon, Panel } from '../../ui'
import css from './settings.module.css'
import type { Saving } from './use-saving'

/** One panel of settings; says at its head what became of the last change. */
export const Section = ({ title, saving, children }: { readonly title: string; readonly saving?: Saving; readonly children: ReactNode }): ReactNode => (
  <Panel className={css['section'] ?? ''} title={title} end={<span role="status" className={css['saved']}>{saving?.is === 'saved' && <><Icon name="check" size={14} />{t('settings.saved')}</>}{saving?.is === 'saving' && t('settings.saving')}</span>}>
    {saving?.is === 'failed' && <p role="alert" className={css['wrong']}>{t('settings.notSaved', { reason: clean(saving.reason, { max: 400 }) })}</p>}
    <div className={css['lines']}>{children}</div>
  </Panel>
)

/** One setting: its name and what it means on the left, its control on the right. `fixed`: the team's file sets it. */
export const Line = ({ label, help, fixed = false, htmlFor, children }: {
  readonly label: string; readonly help?: ReactNode; readonly fixed?: boolean; readonly htmlFor?: string; readonly children?: ReactNode
}): ReactNode => (
  <div className={css['line']}>
    <div>
      {htmlFor === undefined ? <p className={css['label']}>{label}</p> : <label className={css['label']} htmlFor={htmlFor}>{label}</label>}
      {help && <p className={css['help']}>{help}</p>}
      {fixed && <p className={css['fixed']}><Icon name="book" size={12} />{t('settings.fixed')}</p>}
    </div>
    {children && <div className={css['control']}>{children}</div>}
  </div>
)
