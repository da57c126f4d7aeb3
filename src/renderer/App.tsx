import { Suspense, useEffect, useMemo, type ReactNode } from 'react'
import type { Place } from '@shared/contract/bridge'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { Bridge } from './bridge'
import { Gate } from './features/shell/Gate'
import { Shell, type Screens } from './features/shell/Shell'
import type { Address } from './state/address'
import { GardaContext } from './state/garda'
import { createMirror, type MirrorTime } from './state/mirror'
import { alwaysSeen, dueWhenSeen, toldWhenSeen, type Seen } from './state/seen'
import { createView, useAppearance, ViewContext } from './state/view'
import { GardaTheme, type ThemeName } from './theme'
import { ClockContext, createClock, createKeys, ErrorBoundary, KeysContext, OpenLinkContext, Sprite, TipLayer, useKeyListener } from './ui'

interface AppProps {
  readonly bridge: Bridge
  readonly time: MirrorTime
  /** Nothing is drawn anew while nobody sees it; only the page of a page stands before it is shown, and all it waits for then is its clock. */
  readonly seen: Seen
  readonly screens: Screens
  readonly address: Address
}
/** The whole window over one bridge; everything it stands on is made here. */
export const App = ({ bridge, time, seen, screens, address }: AppProps): ReactNode => {
  const root = useMemo(() => {
    const mirror = toldWhenSeen(createMirror(bridge, time), isBare(address.place) ? alwaysSeen : seen)
    const clock = createClock({ now: mirror.now, later: dueWhenSeen(time.later, seen) })
    return { garda: { bridge, mirror, ticks: clock.subscribe }, clock, keys: createKeys(), view: createView(bridge, address.place ?? undefined) }
  }, [bridge, time, seen, address])
  useEffect(() => {
    const stop = root.garda.mirror.start()
    const unhook = root.garda.mirror.subscribe(root.clock.poke)
    void root.view.load()
    return () => { unhook(); stop() }
  }, [root])
  const open = useMemo(() => (url: string): void => { void bridge.openLink(url) }, [bridge])
  return (
    <GardaContext value={root.garda}><ViewContext value={root.view}><ClockContext value={root.clock}><KeysContext value={root.keys}><OpenLinkContext value={open}>
      <Window screens={screens} bare={isBare(address.place) ? address.place : null} theme={address.theme} failure={() => clean(root.garda.mirror.get().failure ?? '', { max: 300 })} />
    </OpenLinkContext></KeysContext></ClockContext></ViewContext></GardaContext>
  )
}

/** The window of a page or a wall, which has neither rail nor strip. */
const isBare = (place: Place | null): boolean => place?.view === 'page' || place?.view === 'wall'

interface WindowProps {
  readonly screens: Screens
  /** Set where this is all there is. */
  readonly bare: Place | null
  readonly theme: Address['theme']
  readonly failure: () => string
}
const Window = ({ screens, bare, theme: given, failure }: WindowProps): ReactNode => {
  const [{ theme }] = useAppearance()
  useKeyListener()
  return (
    <GardaTheme setting={given === 'night' || given === null ? theme : given} {...forced(bare, given)}>
      <Sprite />
      <ErrorBoundary what={t('app.name')}><Gate failure={failure}>{bare ? <Bare screens={screens} place={bare} /> : <Shell screens={screens} />}</Gate></ErrorBoundary>
      <TipLayer />
    </GardaTheme>
  )
}

/** A page is always drawn for dark-adapted eyes, a wall by its own hours unless it was opened in a theme. */
const forced = (bare: Place | null, given: Address['theme']): { readonly force?: ThemeName } => {
  if (bare?.view === 'page') return { force: 'night' }
  return given === 'night' || (bare && given) ? { force: given } : {}
}

/** A screen that is the whole window. */
const Bare = ({ screens, place }: { readonly screens: Screens; readonly place: Place }): ReactNode => {
  const Screen = screens[place.view]
  return Screen && <Suspense><Screen item={place.item} /></Suspense>
}
