import { useEffect, useMemo, useState, type ComponentType, type CSSProperties, type ReactNode } from 'react'
import { assertNever } from '@shared/domain/assert-never'
import { knownEnvironments, type Environment } from '@shared/domain/environment'
import { boardText, type Board } from '@shared/domain/wall'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useConfig } from '../../state/config'
import { useBridge, useGarda } from '../../state/garda'
import { toldOnWall } from '../../state/select/notice-words'
import { useViewStore } from '../../state/view'
import { useThemeOverrule } from '../../theme'
import { EnvEdge, Mending, useNow, useSize, useTicking } from '../../ui'
import { Blind } from './Blind'
import { AlertsBoard, headHeight, Low, NowBoard, ServicesBoard } from './Boards'
import { BrokenBoard, Known, Whole } from './Broken'
import { wallOf, type Wall } from './slots'
import { DRIFT_RIM, DRIFT_STEP, driftAt } from './drift'
import { frameOf, type Frame } from './measures'
import type { Room } from './grid'
import { isNight } from './night'
import { callingPages, showing, type Showing } from './rotation'
import { ServiceBoard } from './ServiceBoard'
import { isBlind } from './situation'
import { useStillPointer } from './still-pointer'
import { Told, TOLD_HEIGHT } from './Told'
import { useEnvironmentMeant, useWatched, type Watched } from './use-watched'
import css from './wall.module.css'
import { wholeOf } from './words'

/** A dashboard drawn into so many pixels, `scale` times as large as in a window. */
export type DashboardFace = ComponentType<{ readonly id: string; readonly width: number; readonly height: number; readonly scale: number }>
export interface WallProps { readonly item: string | null; readonly Dashboard: DashboardFace }

const MINUTE_MS = 60_000

/** One wall: full screen, without a person in front of it. `item` names it after `@`, or is the board that it shows. */
export const WallScreen = ({ item, Dashboard }: WallProps): ReactNode => {
  const { view, failure } = useConfig()
  const bridge = useBridge()
  const store = useViewStore()
  useEffect(() => bridge.onWalls(() => { void store.load() }), [bridge, store])
  const named = item?.startsWith('@') === true
  const walls = view?.config.walls
  const text = JSON.stringify(walls ?? [])
  const wall = useMemo(() => wallOf(item, JSON.parse(text) as NonNullable<typeof walls>), [item, text])
  const own = view?.config.environments
  const known = useMemo(() => knownEnvironments(own ?? []), [own])
  const ready = !named || walls !== undefined || failure !== null
  useEffect(() => { if (ready) document.documentElement.dataset['ready'] = 'true' }, [ready])
  if (!ready) return <main className={css['wall']} data-asking />
  return wall
    ? <Whole environment={wall.environment} known={known}><Standing wall={wall} known={known} Dashboard={Dashboard} /></Whole>
    : <Unknown title={named ? t('wall.unknown', { name: clean(item.slice(1), { max: 80 }) }) : t('wall.unreadable', { board: clean(item ?? '', { max: 80 }) })} more={failure !== null ? clean(failure, { max: 300 }) : t(named ? 'wall.unknown.more' : 'wall.unreadable.more')} />
}

const Unknown = ({ title, more }: { readonly title: string; readonly more: string }): ReactNode => {
  const [ref, size] = useSize()
  const frame = frameOf(size ?? { width: 1920, height: 1080 })
  return (
    <main className={css['wall']} ref={ref} data-blind style={{ '--u': `${frame.unit}px` } as CSSProperties}>
      <div className={css['absent']}><h1 className="display">{title}</h1><p>{more}</p><Known environment={null} known={[]} /></div>
    </main>
  )
}

const select = { pages: (s: AppState) => s.pages, services: (s: AppState) => s.services, mode: (s: AppState) => s.meta.mode, notices: (s: AppState) => s.notices }

/** Ids of the dashboards that there are; null: that is not known. Asked for only where a board is one. */
const useDashboards = (wanted: boolean): ReadonlySet<string> | null => {
  const bridge = useBridge()
  const minute = useNow(MINUTE_MS)
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (!wanted) return undefined
    let here = true
    bridge.dashboards().then(({ list }) => { if (here) setIds(new Set(list.map((d) => d.id))) }, () => undefined)
    return () => { here = false }
  }, [bridge, wanted, minute])
  return ids
}

const Standing = ({ wall, known, Dashboard }: { readonly wall: Wall; readonly known: readonly Environment[]; readonly Dashboard: DashboardFace }): ReactNode => {
  const [ref, size] = useSize()
  const frame = useMemo(() => frameOf(size ?? { width: 1920, height: 1080 }), [size])
  const pages = useGarda(select.pages)
  const services = useGarda(select.services)
  const mode = useGarda(select.mode)
  const notices = useGarda(select.notices)
  const dashboards = useDashboards(wall.slots.some((s) => s.board.kind === 'dashboard'))
  const environment = useEnvironmentMeant(wall.environment, known)
  const calls = useMemo(() => callingPages(pages, environment), [pages, environment])
  const calling = calls.length > 0
  const watched = useWatched(environment, calls)
  const isGone = (board: Board): boolean => (board.kind === 'service' && !Object.hasOwn(services, board.item)) || (board.kind === 'dashboard' && dashboards !== null && !dashboards.has(board.item))
  // a wall of one board has no turns to wait for
  const several = wall.slots.length > 1
  const shown = useTicking((now) => JSON.stringify(showing(wall.slots, several ? now : 0, { calling, isGone })))
  const { board, why } = useMemo(() => JSON.parse(shown) as Showing, [shown])
  const minute = useNow(MINUTE_MS)
  useThemeOverrule(isNight(wall.night, minute) ? 'night' : null)
  useStillPointer()
  const told = useMemo(() => toldOnWall(Object.values(notices), minute), [notices, minute])
  const foot = told.length > 0 ? TOLD_HEIGHT : 0
  const { x, y } = driftAt(minute)
  const drift = `translate(${Math.round(x * DRIFT_STEP * frame.unit)}px, ${Math.round(y * DRIFT_STEP * frame.unit)}px)`
  const blind = isBlind(watched.situation)
  const title = wholeOf(watched.situation, watched.environment)
  useEffect(() => { document.title = t('wall.title', { what: [wall.name === null ? '' : clean(wall.name, { max: 80 }), title].filter(Boolean).join(', ') }) }, [wall.name, title])
  const what = blind ? t('wall.blind') : t(`settings.walls.board.${board.kind}`, { name: 'item' in board ? clean(board.item, { max: 80 }) : '' })
  const rim = DRIFT_RIM + (blind ? BLIND_RIM : 0)
  const room = useMemo((): Room => ({ width: frame.width - 2 * (rim + SIDE), height: frame.height - 2 * rim - EDGE - SIDE - foot, upright: frame.upright }), [frame, rim, foot])
  return (
    <main className={css['wall']} ref={ref} data-blind={blind || undefined} style={{ '--u': `${frame.unit}px`, '--rim': rim, '--drift': drift } as CSSProperties}>
      <div className={css['field']} style={{ transform: drift }} data-upright={frame.upright || undefined} data-board={blind ? 'blind' : board.kind} data-why={why} aria-live="off">
        <div className={css['edge']}><EnvEdge kind={mode === 'demo' ? 'demo' : (watched.environment?.kind ?? 'none')} /></div>
        <Mending key={blind ? 'blind' : boardText(board)} what={what} instead={(message) => <BrokenBoard watched={watched} frame={frame} what={what} message={message} />}>
          {blind ? <Blind watched={watched} frame={frame} room={room} /> : <Face board={board} gone={why === 'gone'} watched={watched} frame={frame} room={room} services={services} Dashboard={Dashboard} />}
        </Mending>
        <Told told={told} />
      </div>
    </main>
  )
}

/** Units: the rim of a wall that cannot see, the room beside what is drawn, the edge at its head. */
const BLIND_RIM = 30
const SIDE = 24
const EDGE = 6

interface FaceProps { readonly board: Board; readonly gone: boolean; readonly watched: Watched; readonly frame: Frame; readonly room: Room; readonly services: AppState['services']; readonly Dashboard: DashboardFace }
const Face = ({ board, gone, watched, frame, room, services, Dashboard }: FaceProps): ReactNode => {
  if (gone && 'item' in board) return <Gone watched={watched} frame={frame} title={t(`wall.gone.${board.kind}`, { name: clean(board.item, { max: 80 }) })} />
  switch (board.kind) {
    case 'now': return <NowBoard watched={watched} frame={frame} room={room} />
    case 'services': return <ServicesBoard watched={watched} frame={frame} room={room} />
    case 'alerts': return <AlertsBoard watched={watched} frame={frame} room={room} />
    case 'service': { const service = services[board.item]; return service ? <ServiceBoard key={service.key} service={service} frame={frame} /> : null }
    case 'dashboard': return <Low watched={watched} frame={frame}><Dashboard key={board.item} id={board.item} width={Math.floor(room.width * frame.unit)} height={Math.floor((room.height - headHeight(frame) - FOOT) * frame.unit)} scale={DASHBOARD_SCALE * frame.unit} /></Low>
    default: return assertNever(board)
  }
}
/** Type of a dashboard's panels is 11 to 13 px: at this it is legible from where one walks up. */
const DASHBOARD_SCALE = 1.6
const FOOT = 64

const Gone = ({ watched, frame, title }: { readonly watched: Watched; readonly frame: Frame; readonly title: string }): ReactNode => (
  <Low watched={watched} frame={frame}><div className={css['absent']}><h2 className="display">{title}</h2><p>{t('wall.gone.more')}</p></div></Low>
)
