import { memo, type ReactNode } from 'react'
import type { Notice } from '@shared/domain/notice'
import { t } from '@shared/text/catalogue'
import { noticeText } from '../../state/select/notice-words'
import { Glyph } from '../../ui'
import css from './wall.module.css'

/** Units of the line at the foot of a wall. */
export const TOLD_HEIGHT = 60

/** What Garda says of itself, below every board: where only a wall stands, nobody opens the window that tells it. */
export const Told = memo(({ told }: { readonly told: readonly Notice[] }): ReactNode => {
  const [first] = told
  if (!first) return null
  return (
    <p className={`${css['told']} sev-${first.severity}`} data-told={first.code}>
      <Glyph tone={first.severity} /><span>{noticeText(first)}</span>{told.length > 1 && <b className="num">{t('wall.told.more', { count: told.length - 1 })}</b>}
    </p>
  )
})
