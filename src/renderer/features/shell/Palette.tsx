import { Modal } from '@mantine/core'
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Place, View } from '@shared/contract/bridge'
import type { Done } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge, useFresh, useWhole } from '../../state/garda'
import { useStartup } from '../../state/startup'
import { useWalls } from '../../state/walls'
import { EnvTag, Glyph, Icon, useKeys } from '../../ui'
import { find, gardaTargets, targetsOf, wallTargets, type Target } from './palette-items'
import type { Room } from './rooms'
import css from './shell.module.css'

const NOTHING: readonly [] = []

export interface PaletteProps { readonly rooms: readonly Room[]; readonly exists: (view: View) => boolean; readonly onGo: (place: Place) => void; readonly onClose: () => void }
/** Search over everything that has a place, and what can be done with walls; Enter goes there, or does it. */
export const Palette = ({ rooms, exists, onGo, onClose }: PaletteProps): ReactNode => {
  const state = useWhole()
  const bridge = useBridge()
  const [walls] = useWalls()
  const [startup] = useStartup()
  const [refused, setRefused] = useState('')
  const fresh = useFresh()
  const [typed, setTyped] = useState('')
  const [index, setIndex] = useState(0)
  const id = useId()
  useKeys('dialog', NOTHING)
  const targets = useMemo(() => [...targetsOf(state, rooms, fresh, exists), ...wallTargets(walls), ...gardaTargets(startup, 'update-installed' in state.notices)], [state, rooms, fresh, exists, walls, startup])
  const found = useMemo(() => find(targets, typed), [targets, typed])
  const at = Math.min(index, found.length - 1)
  const perform = async (acts: readonly (() => Promise<Done>)[]): Promise<void> => {
    for (const act of acts) {
      const reason = await act().then((done) => (done.ok ? null : done.reason), (error: unknown) => (error instanceof Error ? error.message : String(error)))
      if (reason !== null) { setRefused(clean(reason, { max: 300 })); return }
    }
    onClose()
  }
  const pick = (target: Target | undefined): void => {
    if (target?.place) { onClose(); onGo(target.place) }
    if (target?.acts) void perform(target.acts.map((act) => () => bridge.wall(act)))
    if (target?.does) void perform([() => target.does!(bridge)])
  }
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) { event.preventDefault(); setIndex((at + step + found.length) % found.length) }
    else if (event.key === 'Enter') { event.preventDefault(); pick(found[at]) }
  }
  return (
    <Modal opened onClose={onClose} withCloseButton={false} centered={false} yOffset="12vh" size={620} padding={0} attributes={{ content: { 'aria-label': t('shell.palette') } }}>
      <div className={css['find']}>
        <Icon name="search" />
        <input data-autofocus value={typed} onChange={(e) => { setTyped(e.target.value); setIndex(0) }} onKeyDown={press} placeholder={t('shell.palette.placeholder')} aria-label={t('shell.palette')}
          role="combobox" aria-expanded aria-controls={id} aria-activedescendant={found[at] ? `${id}-${at}` : undefined} aria-autocomplete="list" spellCheck={false} autoComplete="off" />
      </div>
      <div id={id} role="listbox" aria-label={t('shell.palette')} className={css['results']}>
        {found.map((target, i) => <Result key={target.id} id={`${id}-${i}`} target={target} on={i === at} onPick={() => pick(target)} />)}
      </div>
      {found.length === 0 && <p className={css['nothing']}>{t('shell.palette.none')}</p>}
      {refused !== '' && <p role="alert" className={css['nothing']}>{refused}</p>}
      <p className="sr-only" aria-live="polite">{t('shell.palette.results', { count: found.length })}</p>
    </Modal>
  )
}

const intoView = (element: HTMLDivElement | null): void => element?.scrollIntoView({ block: 'nearest' })

const Result = ({ id, target, on, onPick }: { readonly id: string; readonly target: Target; readonly on: boolean; readonly onPick: () => void }): ReactNode => (
  // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above handles the keys, as the combobox pattern asks
  <div id={id} ref={on ? intoView : undefined} role="option" aria-selected={on} tabIndex={-1} className={css['result']} onClick={onPick}>
    {target.tone ? <Glyph tone={target.tone} hold={target.hold} /> : <Icon name="chevron" />}
    <span className="clip"><b>{target.name}</b> <span className="muted small">{target.kind === 'alert' ? target.more.split(' ')[0] : target.kind === 'screen' || target.kind === 'wall' || target.kind === 'garda' ? '' : target.more}</span></span>
    {target.environment ? <EnvTag environment={target.environment} /> : <span />}
    <span className={css['kind']}>{t(`shell.palette.${target.kind}`)}</span>
  </div>
)
