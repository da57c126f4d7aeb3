import { Popover, TextInput } from '@mantine/core'
import { useContext, useState, type ReactNode, type SubmitEvent } from 'react'
import { t } from '@shared/text/catalogue'
import { Button, ClockContext, useKeys } from '../ui'
import { QUICK } from './quick'
import { windowOf, type Range } from './range'
import { rangeOf } from './typed'
import { typedWords, windowWords } from './words'
import type { TimeView } from './time-view'
import css from './time.module.css'

/** Any other time: typed, or one of a few. */
export const CustomRange = ({ view, chosen, words }: { readonly view: TimeView; readonly chosen: boolean; readonly words: string }): ReactNode => {
  const open = view.open === 'custom'
  const turn = (to: boolean): void => view.setOpen(to ? 'custom' : null)
  return (
    <Popover opened={open} onChange={turn} position="bottom-start" width={360} trapFocus returnFocus withinPortal>
      <Popover.Target><button type="button" className={css['custom']} data-chosen={chosen || undefined} aria-expanded={open} onClick={() => turn(!open)}>{words}</button></Popover.Target>
      <Popover.Dropdown aria-label={t('time.custom.title')}>{open && <Form view={view} onDone={() => turn(false)} />}</Popover.Dropdown>
    </Popover>
  )
}

const Form = ({ view, onDone }: { readonly view: TimeView; readonly onDone: () => void }): ReactNode => {
  const clock = useContext(ClockContext)
  const { zone } = view
  const [texts, setTexts] = useState(() => typedWords(view.range, view.window, zone))
  const [tried, setTried] = useState(false)
  useKeys('dialog', [{ keys: 'Esc', label: t('time.custom.close'), group: t('time.custom.title'), typing: true, unlisted: true, run: onDone }])
  const now = clock.tick()
  const typed = rangeOf(texts.from, texts.to, now, zone)
  const faults = tried && !typed.ok ? typed : null
  const take = (range: Range): void => { view.look(range); onDone() }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (typed.ok) take(typed.range)
    else setTried(true)
  }
  const field = (end: 'from' | 'to'): ReactNode => (
    <TextInput
      label={t(`time.custom.${end}`)} value={texts[end]} error={faults?.[end]} spellCheck={false} autoComplete="off" maxLength={60}
      {...(end === 'from' ? { 'data-autofocus': true } : {})} onFocus={(e) => e.currentTarget.select()}
      onChange={(e) => { const { value } = e.currentTarget; setTexts((was) => ({ ...was, [end]: value })) }}
    />
  )
  return (
    <form className={css['form']} onSubmit={submit}>
      <div className={css['fields']}>{field('from')}{field('to')}</div>
      <p className={css['hint']}>{t('time.custom.hint', { zone: t(`common.${zone}`) })}</p>
      <div className={css['take']}>
        <span>{typed.ok ? t('time.window', windowWords(windowOf(typed.range, now), now, zone)) : ''}</span>
        <Button type="submit" look="primary" small>{t('time.custom.show')}</Button>
      </div>
      <ul className={css['quick']} aria-label={t('time.custom.quick')}>
        {QUICK.map(({ key, from, to }) => {
          const quick = rangeOf(from, to, now, zone)
          return quick.ok && <li key={key}><Button small look="quiet" onClick={() => take(quick.range)}>{t(`time.quick.${key}`)}</Button></li>
        })}
      </ul>
    </form>
  )
}
