import { memo, type ReactNode } from 'react'
import type { Page } from '@shared/domain/page'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import { useAppearance } from '../../state/view'
import { Glyph, useTicking } from '../../ui'
import { ownerOf } from './fact-words'
import css from './wall.module.css'

/** The worst page that asks, in a row of its own where a board says something else: what it was told as, whom it was brought to, for how long, and how many others ask. */
export const Asking = memo(({ calls }: { readonly calls: readonly Page[] }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const [page] = calls
  const text = useTicking((now) => (page ? JSON.stringify({ ...ownerOf(page, now, zone), age: duration(now - page.startedAt) }) : ''))
  if (!page || text === '') return null
  const { name, value, note, age } = JSON.parse(text) as ReturnType<typeof ownerOf> & { readonly age: string }
  const more = calls.length > 1 ? t('wall.asking.more', { count: calls.length - 1 }) : ''
  return (
    <ul className={css['alerts']} aria-label={t('wall.asking')}>
      <li className={`sev-${page.severity}`}>
        <Glyph tone={page.severity} />
        <div><b>{clean(page.title, { max: 90 })}</b><small>{[`${name}: ${value}`, note, more].filter(Boolean).join(', ')}</small></div>
        <span className="num">{age}</span>
      </li>
    </ul>
  )
})
Asking.displayName = 'Asking'
