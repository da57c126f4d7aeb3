import { Popover } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { Icon, useKeys } from '../ui'
import { sameCompare, shownOf, type Compare } from './compare'
import { Toggle } from './Toggle'
import type { TimeView } from './time-view'
import { compareWords, onWords } from './words'
import css from './time.module.css'

/** What is laid beside the graphs: on and off, and behind the arrow what else there is. */
export const ComparePart = ({ view }: { readonly view: TimeView }): ReactNode => {
  const { compare, compared, offer } = view
  const open = view.open === 'compare'
  const turn = (to: boolean): void => view.setOpen(to ? 'compare' : null)
  const on = compare.kind !== 'none'
  const last = shownOf(compared, offer)
  const next = last.kind === 'none' ? offer[1] : last
  return (
    <span className={css['compare']}>
      <Toggle on={on} line="dashed" onChange={() => view.compareWith(on ? { kind: 'none' } : next ?? { kind: 'none' })}>{onWords(on ? compare : next ?? compare)}</Toggle>
      <Popover opened={open} onChange={turn} position="bottom-start" width={240} trapFocus returnFocus withinPortal>
        <Popover.Target><button type="button" className={css['arrow']} aria-label={t('time.compare.choose')} aria-expanded={open} onClick={() => turn(!open)}><Icon name="chevronDown" size={12} /></button></Popover.Target>
        <Popover.Dropdown aria-label={t('time.compare.with')}>{open && <Choice view={view} onDone={() => turn(false)} />}</Popover.Dropdown>
      </Popover>
    </span>
  )
}

/** One of a list by arrow keys and Enter. */
const Choice = ({ view: { offer, compare, compareWith }, onDone }: { readonly view: TimeView; readonly onDone: () => void }): ReactNode => {
  const [at, setAt] = useState(() => Math.max(0, offer.findIndex((o) => sameCompare(o, compare))))
  const take = (chosen: Compare): void => { compareWith(chosen); onDone() }
  useKeys('dialog', [{ keys: 'Esc', label: t('time.custom.close'), group: t('time.compare.with'), unlisted: true, run: onDone }])
  return (
    <div
      className={css['choice']} role="listbox" tabIndex={0} data-autofocus aria-label={t('time.compare.with')} aria-activedescendant={`compare-${at}`}
      onKeyDown={(event) => {
        const to = { ArrowDown: Math.min(at + 1, offer.length - 1), ArrowUp: Math.max(at - 1, 0), Home: 0, End: offer.length - 1 }[event.key]
        if (to !== undefined) setAt(to)
        else if (event.key === 'Enter' || event.key === ' ') take(offer[at]!)
        else return
        event.preventDefault()
      }}
    >
      <p>{t('time.compare.with')}</p>
      {offer.map((each, i) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the list has the focus and its keys
        <div key={i} id={`compare-${i}`} role="option" tabIndex={-1} aria-selected={sameCompare(each, compare)} data-at={i === at || undefined} onClick={() => take(each)}>
          {sameCompare(each, compare) ? <Icon name="check" size={13} /> : <i />}{compareWords(each)}
        </div>
      ))}
    </div>
  )
}
