import type { ReactNode } from 'react'
import type { View } from '@shared/contract/bridge'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useFresh, useGarda } from '../../state/garda'
import { serviceRow } from '../../state/select/services'
import { troubleOf, type SeverityCounts, type Worst } from '../../state/select/counts'
import { useAppearance, useGo, useView } from '../../state/view'
import { Glyph, Icon, Mark } from '../../ui'
import css from './shell.module.css'
import { roomOf, type Room } from './rooms'

export interface RailProps {
  readonly rooms: readonly Room[]
  readonly slim: boolean
  /** Of all that is watched for good, whichever environment is shown. */
  readonly counts: SeverityCounts
  readonly staleSources: number
  readonly onSearch: () => void
  readonly onShortcuts: () => void
}

/** The way to every room that exists. */
export const Rail = ({ rooms, slim, counts, staleSources, onSearch, onShortcuts }: RailProps): ReactNode => {
  const here = useView((v) => v.place.view)
  const go = useGo()
  const badge = (view: View): Worst | null => (view === 'alerts' ? troubleOf(counts) : view === 'sources' && staleSources > 0 ? { severity: 'unknown', count: staleSources } : null)
  return (
    <aside className={css['rail']} data-slim={slim || undefined}>
      <div className={css['brand']}><Mark />{!slim && <span className="display">{t('app.name')}</span>}</div>
      <nav aria-label={t('shell.rail')}>
        {rooms.map((room) => <Item key={room.view} room={room} slim={slim} on={roomOf(here) === room.view} badge={badge(room.view)} onClick={() => go({ view: room.view, item: null })} />)}
      </nav>
      <Pinned slim={slim} />
      <div className={css['foot']}>
        <FootItem slim={slim} icon="search" words={t('shell.search')} keys="Ctrl K" onClick={onSearch} />
        <FootItem slim={slim} icon="help" words={t('shell.shortcuts')} keys="?" onClick={onShortcuts} />
      </div>
    </aside>
  )
}

const Item = ({ room, slim, on, badge, onClick }: { readonly room: Room; readonly slim: boolean; readonly on: boolean; readonly badge: Worst | null; readonly onClick: () => void }): ReactNode => (
  <button type="button" className={css['item']} data-on={on || undefined} aria-current={on ? 'page' : undefined} onClick={onClick} aria-label={slim ? room.title : undefined} data-tip={slim ? `${room.title}  ${room.keys}` : undefined}>
    <Icon name={room.icon} />
    {!slim && room.title}
    {badge && <span className={css['badge']}><Glyph tone={badge.severity} size={12} />{!slim && badge.count}</span>}
    {!slim && !badge && <span className={css['key']} aria-hidden="true">{room.keys}</span>}
  </button>
)

const FootItem = ({ slim, icon, words, keys, onClick }: { readonly slim: boolean; readonly icon: 'search' | 'help'; readonly words: string; readonly keys: string; readonly onClick: () => void }): ReactNode => (
  <button type="button" className={css['item']} onClick={onClick} aria-label={slim ? words : undefined} data-tip={slim ? `${words}  ${keys}` : undefined}>
    <Icon name={icon} />{!slim && words}{!slim && <span className={css['key']} aria-hidden="true">{keys}</span>}
  </button>
)

const whole = (state: AppState): AppState => state
const Pinned = ({ slim }: { readonly slim: boolean }): ReactNode => {
  const [{ pinned }] = useAppearance()
  return pinned.length === 0 ? null : <PinnedList pinned={pinned} slim={slim} />
}
const PinnedList = ({ pinned, slim }: { readonly pinned: readonly string[]; readonly slim: boolean }): ReactNode => {
  const state = useGarda(whole)
  const fresh = useFresh()
  const go = useGo()
  const here = useView((v) => v.place)
  const rows = pinned.flatMap((key) => (Object.hasOwn(state.services, key) ? [serviceRow(state, state.services[key]!, fresh)] : []))
  if (rows.length === 0) return null
  return (
    <>
      {!slim && <h2 className={css['railHead']}>{t('shell.pinned')}</h2>}
      <nav aria-label={t('shell.pinned.label')} className={css['pinned']}>
        {rows.map((row) => (
          <button key={row.service.key} type="button" className={css['item']} aria-current={here.view === 'service' && here.item === row.service.key ? 'page' : undefined}
            onClick={() => go({ view: 'service', item: row.service.key })} data-tip={slim ? row.service.name : undefined}>
            <Glyph tone={row.health} hold={row.held ? 'held' : 'open'} />{slim ? <span className="sr-only">{clean(row.service.name)}</span> : <span className="clip">{clean(row.service.name, { max: 80 })}</span>}
          </button>
        ))}
      </nav>
    </>
  )
}
