import { Suspense, useContext, useEffect, useMemo, useRef, useState, type ComponentType, type ReactNode } from 'react'
import type { Place, View } from '@shared/contract/bridge'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { useBridge, useFresh, useGarda } from '../../state/garda'
import { hashOf } from '../../state/address'
import { Places, useCounts, useElsewhere, useEnvironment } from '../../state/places'
import { NO_COUNTS, type SeverityCounts } from '../../state/select/counts'
import { watchedCounts } from '../../state/select/environments'
import { useAppearance, useView, useViewStore } from '../../state/view'
import { Asking, EmptyProof, EnvEdge, environmentShout, ErrorBoundary, KeysContext, Panel, useKeyHold, useKeys, type KeyBinding } from '../../ui'
import { Announcer } from './Announcer'
import { NightWatchDialog } from './NightWatch'
import { Notices } from './Notices'
import { Pages } from './Pages'
import { Palette } from './Palette'
import { placeEnvironment } from './place'
import { Rail } from './Rail'
import { roomsOf } from './rooms'
import css from './shell.module.css'
import { Shortcuts } from './Shortcuts'
import { Strip } from './Strip'
import { useNarrow } from './narrow'

/** What a screen gets: the alert id, service key or source id it is to show, if any. */
export interface ScreenProps { readonly item: string | null }
export type Screens = Readonly<Partial<Record<View, ComponentType<ScreenProps>>>>

const select = {
  alerts: (s: AppState) => s.alerts, services: (s: AppState) => s.services, environments: (s: AppState) => s.environments, mode: (s: AppState) => s.meta.mode,
  watch: (s: AppState) => s.meta.watch.kept
}

/** Everything around a screen; the screens are given, so that no room knows another. */
export const Shell = ({ screens }: { readonly screens: Screens }): ReactNode => <Places><Inside screens={screens} /></Places>

const Inside = ({ screens }: { readonly screens: Screens }): ReactNode => {
  const bridge = useBridge()
  const view = useViewStore()
  const place = useView((v) => v.place)
  const environment = useEnvironment()
  const [appearance, setAppearance] = useAppearance()
  const narrow = useNarrow()
  const slim = appearance.railCollapsed || narrow
  const [dialog, setDialog] = useState<'palette' | 'shortcuts' | 'watch' | null>(null)
  const alerts = useGarda(select.alerts)
  const services = useGarda(select.services)
  const mode = useGarda(select.mode)
  const hasWatch = useGarda(select.watch)
  const sources = useGarda(sourcesTotal)
  const fresh = useFresh()
  const counts = useCounts()
  const elsewhere = useElsewhere()
  const environments = useGarda(select.environments)
  const own: SeverityCounts = (environment && counts[environment.name]) ?? NO_COUNTS
  const watched = useMemo(() => watchedCounts(environments, counts, environment?.name ?? null), [environments, counts, environment])
  const worstElsewhere = elsewhere[0]?.environment.name
  const exists = useMemo(() => (name: View): boolean => screens[name] !== undefined, [screens])
  const rooms = useMemo(() => roomsOf(exists), [exists])

  const stateNow = useRef({ alerts, services })
  useEffect(() => { stateNow.current = { alerts, services } })
  useEffect(() => bridge.onGo((to: Place) => {
    const env = placeEnvironment(to, stateNow.current)
    if (env !== null) view.chooseEnvironment(env)
    setDialog(null)
    view.go(to)
  }), [bridge, view])

  useKeys('shell', useMemo((): readonly KeyBinding[] => [
    ...rooms.map((room) => ({ keys: room.keys, label: room.title, group: t('shell.keys.go'), run: () => view.go({ view: room.view, item: null }) })),
    { keys: 'Ctrl+K', label: t('shell.keys.search'), group: t('shell.keys.anywhere'), typing: true, run: () => setDialog('palette') },
    ...(hasWatch ? [{ keys: 'G N', label: t('watch.key'), group: t('shell.keys.anywhere'), run: () => setDialog('watch') }] : []),
    { keys: '?', label: t('shell.keys.help'), group: t('shell.keys.anywhere'), run: () => setDialog('shortcuts') },
    { keys: '[', label: t('shell.keys.rail'), group: t('shell.keys.anywhere'), run: () => setAppearance({ railCollapsed: !view.get().appearance.railCollapsed }) },
    { keys: 'Alt+←', label: t('shell.keys.back'), group: t('shell.keys.anywhere'), run: view.back },
    { keys: 'Alt+→', label: t('shell.keys.forward'), group: t('shell.keys.anywhere'), run: view.forward },
    ...(worstElsewhere === undefined ? [] : [{ keys: 'V', label: t('shell.keys.elsewhere'), group: t('shell.keys.anywhere'), run: () => view.chooseEnvironment(worstElsewhere) }])
  ], [rooms, view, setAppearance, worstElsewhere, hasWatch]))

  const unwelcomed = useView((v) => v.welcomed === false && v.place.view === 'overview' && v.back.length === 0)
  useEffect(() => {
    if (unwelcomed && mode === 'live' && exists('welcome')) view.go({ view: 'welcome', item: null })
  }, [unwelcomed, mode, exists, view])

  const room = t(`shell.room.${place.view}`)
  const title = environment
    ? t('shell.title', { counts: own.critical + own.warning + own.unknown > 0 ? `${t('shell.title.counts', { critical: own.critical, warning: own.warning, unknown: own.unknown }).trim()} · ` : '', room, environment: environmentShout(environment) })
    : t('shell.title.plain', { room })
  useEffect(() => { document.title = title }, [title])
  useEffect(() => { document.documentElement.dataset['ready'] = 'true' }, [])

  const keys = useContext(KeysContext)
  const main = useRef<HTMLElement>(null)
  const before = useRef(place)
  useEffect(() => {
    if (before.current === place) return
    before.current = place
    history.replaceState(null, '', hashOf(place))
    keys.forget()
    main.current?.focus({ preventScroll: true })
    main.current?.scrollTo({ top: 0 })
  }, [place, keys])

  const Screen = screens[place.view]
  if (place.view === 'welcome' && Screen) return <div className={css['bare']}><Framed view={place.view} what={room}><Screen item={place.item} /></Framed></div>
  return (
    <div className={css['window']} data-slim={slim || undefined}>
      <div className={css['edge']}><EnvEdge kind={mode === 'demo' ? 'demo' : (environment?.kind ?? 'none')} /></div>
      <a className={css['skip']} href="#main" onClick={(e) => { e.preventDefault(); main.current?.focus() }}>{t('shell.skip')}</a>
      <Rail rooms={rooms} slim={slim} counts={watched} staleSources={sources - fresh.size} onSearch={() => setDialog('palette')} onShortcuts={() => setDialog('shortcuts')} />
      <Strip onWatch={() => setDialog('watch')} />
      <div className={css['above']}><Notices /><ErrorBoundary what={t('pages.title')}><Pages /></ErrorBoundary></div>
      <main id="main" ref={main} tabIndex={-1} className={css['main']}>
        {Screen ? <Framed view={place.view} what={room}><Screen item={place.item} /></Framed> : <Nowhere />}
      </main>
      <Announcer environment={environment} counts={own} />
      {dialog === 'palette' && <Palette rooms={rooms} exists={exists} onGo={view.go} onClose={() => setDialog(null)} />}
      {dialog === 'watch' && <NightWatchDialog onClose={() => setDialog(null)} />}
      {dialog === 'shortcuts' && <Shortcuts onClose={() => setDialog(null)} />}
    </div>
  )
}

const sourcesTotal = (state: AppState): number => Object.keys(state.sources).length

const Framed = ({ view, what, children }: { readonly view: View; readonly what: string; readonly children: ReactNode }): ReactNode => (
  <ErrorBoundary key={view} what={what}><Suspense fallback={<Opening what={what} />}>{children}</Suspense></ErrorBoundary>
)

/** A screen whose code is on its way. */
const Opening = ({ what }: { readonly what: string }): ReactNode => {
  useKeyHold()
  return <div className={css['gate']}><Asking words={t('shell.opening', { what })} /></div>
}

const Nowhere = (): ReactNode => <div className={css['pad']}><Panel><EmptyProof level={1} sure={false} title={t('shell.none.title')} lines={[t('shell.none.body')]} /></Panel></div>
