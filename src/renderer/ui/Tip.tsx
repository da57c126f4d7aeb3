import { useContext, useEffect, useState, type ReactNode } from 'react'
import { clockSeconds, day } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import { ClockContext } from './clock'
import css from './ui.module.css'

interface Shown { readonly text: string | null; readonly at: number | null; readonly x: number; readonly y: number }

const tipOf = (target: EventTarget | null): HTMLElement | null => (target instanceof Element ? target.closest<HTMLElement>('[data-tip], [data-tip-at]') : null)

const place = (element: HTMLElement): Shown => {
  const box = element.getBoundingClientRect()
  const at = element.dataset['tipAt']
  return { text: element.dataset['tip'] ?? null, at: at === undefined ? null : Number(at), x: Math.max(8, Math.min(box.left, window.innerWidth - 240)), y: box.bottom + 6 }
}

/** The one tooltip of the window: shows `data-tip` words or the moment of `data-tip-at` of whatever is under the pointer or has the focus. */
export const TipLayer = (): ReactNode => {
  const [shown, setShown] = useState<Shown | null>(null)
  const clock = useContext(ClockContext)
  useEffect(() => {
    let timer = 0
    const hide = (): void => { window.clearTimeout(timer); setShown(null) }
    const show = (element: HTMLElement, delay: number): void => { window.clearTimeout(timer); timer = window.setTimeout(() => { if (element.isConnected) setShown(place(element)) }, delay) }
    const over = (event: Event): void => { const element = tipOf(event.target); if (element) show(element, 350); else hide() }
    const focus = (event: Event): void => { const element = tipOf(event.target); if (element?.matches(':focus-visible')) show(element, 0) }
    const key = (event: KeyboardEvent): void => { if (event.key === 'Escape') hide() }
    document.addEventListener('pointerover', over)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', hide)
    document.addEventListener('scroll', hide, true)
    document.addEventListener('keydown', key)
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('pointerover', over)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('scroll', hide, true)
      document.removeEventListener('keydown', key)
    }
  }, [])
  if (!shown) return null
  const low = shown.y > window.innerHeight - 70
  return (
    <div role="tooltip" className={css['tip']} style={{ left: shown.x, top: low ? shown.y - 80 : shown.y }}>
      {shown.text}
      {shown.at !== null && <>
        {shown.text && <br />}
        <b className="num">{clockSeconds(shown.at, 'local')}</b> {t('common.local')}{day(shown.at, 'local') === day(clock.tick(), 'local') ? '' : `, ${day(shown.at, 'local')}`}<br />
        <b className="num">{clockSeconds(shown.at, 'utc')}</b> {t('common.utc')}, {day(shown.at, 'utc')}
      </>}
    </div>
  )
}
