import { lazy, Suspense, use, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { OutletContext, type Member, type MenuProps, type Outlet } from '../charts'
import { useBridge, useStateNow } from '../state/garda'
import { Button, ClockContext, TextButton, useKeys } from '../ui'
import type { About } from './about'
import { DoContext } from './context'
import { createWanting } from './gather'
import css from './out.module.css'
import type { What } from './work'

const Menu = lazy(() => import('./OutMenu'))
const PanelMenu = ({ member, title, onClose }: MenuProps): ReactNode => <Menu member={member} title={t('out.menu', { title })} onClose={onClose} />

const GOOD_MS = 8_000

type Told = { readonly kind: 'busy' | 'good' | 'bad'; readonly words: string } | null

/** Makes what is below it able to leave: each panel by its own button, all of it by `PageOut`. `about` is read when something leaves. */
export const Out = ({ about, children }: { readonly about: () => About; readonly children: ReactNode }): ReactNode => {
  const bridge = useBridge()
  const state = useStateNow()
  const clock = useContext(ClockContext)
  const view = useRef<HTMLDivElement>(null)
  const latest = useRef(about)
  useEffect(() => { latest.current = about })
  const [told, setTold] = useState<Told>(null)
  const [{ members, wanting }] = useState(() => ({ members: new Set<Member>(), wanting: createWanting() }))
  const outlet = useMemo((): Outlet => ({
    join: (member) => { members.add(member); return () => { members.delete(member) } },
    all: wanting, Menu: PanelMenu
  }), [members, wanting])
  const busy = useRef(false)
  const take = useCallback((what: What, member: Member | null): void => {
    if (busy.current) return
    busy.current = true
    setTold({ kind: 'busy', words: t('out.preparing') })
    const tell = (words: string): void => setTold({ kind: 'busy', words })
    import('./work').then(({ takeOut }) => takeOut(what, member, {
      bridge, state, about: () => latest.current(), tell, now: clock.tick,
      gathering: {
        members: () => [...members], wanting, now: () => performance.now(), tell: (done, all) => tell(t('out.gathering', { done, all })),
        empty: () => [...(view.current?.querySelectorAll<HTMLElement>('.g-slot:empty') ?? [])].filter((slot) => slot.clientWidth > 0).length,
        frame: () => new Promise((done) => { requestAnimationFrame(() => { done() }) })
      }
    })).then(
      (said) => setTold(said && { kind: said.good ? 'good' : 'bad', words: said.words }),
      (error: unknown) => setTold({ kind: 'bad', words: t('out.failed', { reason: error instanceof Error ? error.message : String(error) }) })
    ).finally(() => { busy.current = false })
  }, [bridge, state, clock, members, wanting])
  useEffect(() => {
    if (told?.kind !== 'good') return undefined
    const timer = window.setTimeout(() => setTold(null), GOOD_MS)
    return () => window.clearTimeout(timer)
  }, [told])
  const words = told ? clean(told.words, { max: 600 }) : ''
  return (
    <OutletContext value={outlet}><DoContext value={take}>
      <div ref={view} className={css['view']}>{children}</div>
      {/* said to those who do not see it by regions that are always there */}
      <span className="sr-only" role="status">{told && told.kind !== 'bad' ? words : ''}</span>
      <span className="sr-only" role="alert">{told?.kind === 'bad' ? words : ''}</span>
      {told && (
        <div className={css['said']} data-kind={told.kind}>
          <span aria-hidden="true">{words}</span>
          {told.kind !== 'busy' && <TextButton onClick={() => setTold(null)}>{t('out.dismiss')}</TextButton>}
        </div>
      )}
    </DoContext></OutletContext>
  )
}

const focusedPanel = (): HTMLElement | null => document.activeElement?.closest('figure')?.querySelector<HTMLElement>('[data-out]') ?? null

/** The way out of a whole view, with its keys: E opens the menu of the graph in focus, else this one; C copies all for a developer. */
export const PageOut = (): ReactNode => {
  const take = use(DoContext)
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const wasOpen = useRef(false)
  const group = t('shell.keys.view')
  const close = (): void => { setOpen(false); box.current?.querySelector('button')?.focus() }
  useKeys('screen', [
    { keys: 'E', label: t('out.key.menu'), group, run: () => { const own = focusedPanel(); if (own) own.click(); else setOpen(true) } },
    { keys: 'C', label: t('out.key.copy'), group, run: () => take?.('copy', null) }
  ])
  return (
    <span ref={box} className={css['page']} onPointerDown={() => { wasOpen.current = open }}>
      <Button small icon="save" keys="E" expanded={open} onClick={() => { setOpen(!wasOpen.current); wasOpen.current = false }}>{t('out.button')}</Button>
      {open && <Suspense><Menu member={null} title={t('out.menu.page')} onClose={close} /></Suspense>}
    </span>
  )
}

/** The keys of a view that is one graph: E opens its menu, C copies it for a developer with what is known. */
export const GraphOutKeys = ({ copy }: { /** Does what C does, for a button that stands elsewhere. */ readonly copy: RefObject<(() => void) | null> }): ReactNode => {
  const take = use(DoContext)
  useEffect(() => {
    copy.current = () => take?.('copy', null)
    return () => { copy.current = null }
  }, [copy, take])
  const group = t('shell.keys.view')
  useKeys('drawer', [
    { keys: 'E', label: t('out.key.graph'), group, run: () => { document.querySelector<HTMLElement>('figure [data-out]')?.click() } },
    { keys: 'C', label: t('out.copy'), group, run: () => take?.('copy', null) }
  ])
  return null
}
