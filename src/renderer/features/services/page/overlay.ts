import { useMemo } from 'react'
import type { Panel } from '@shared/domain/series'
import type { Service } from '@shared/domain/service'
import type { Table } from '@shared/state/app-state'
import type { Bridge } from '@shared/contract/bridge'
import { offsetOf } from '../../../charts'
import { pastWords, shiftOf, type TimeView } from '../../../time'
import { usePanels } from '../../../state/panels'

/** What is laid beside every graph of a page. */
export interface Overlay {
  readonly service: string
  /** Graphs of the other service; null: the page's own. */
  readonly panels: readonly Panel[] | null
  readonly shiftMs: number
  readonly name: string
  /** How many of the page's graphs the other service has; null: not known yet, or it is the page's own. */
  readonly have: number | null
}
/** The graph that is laid beside another. */
export interface Beside { readonly service: string; readonly panel: string; /** How far its samples are moved, ms. */ readonly shiftMs: number; readonly name: string }

/** The other environments that a service of the same name runs in. */
export const twinsOf = (service: Service, services: Table<Service>): readonly string[] =>
  Object.values(services).filter((s) => s.name === service.name && s.environment !== service.environment && s.seenBy.length > 0).map((s) => s.environment).sort()

/** The same graph of another service: by its id, where it shows the same unit; else a person's own, where it asks for nothing but its service; null when it has none. */
export const twinOf = (panels: readonly Panel[], panel: Panel): Panel | null => panels.find((p) => p.id === panel.id && p.unit === panel.unit && p.draw === panel.draw) ?? (panel.own === 'anywhere' ? panel : null)

/** Null: the other service has no such graph. */
export const overlayOf = ({ service, panels, shiftMs, name }: Omit<Overlay, 'have'>, panel: Panel): Beside | null => {
  const twin = panels ? twinOf(panels, panel) : panel
  return twin && { service, panel: twin.id, shiftMs, name }
}

export const NONE: readonly Panel[] = []

/** What a page's graphs are compared with; null: with nothing. */
export const useOverlay = (bridge: Pick<Bridge, 'panels'>, { key, name: own }: Service, list: readonly Panel[], { compare, window: { to }, zone }: TimeView): Overlay | null => {
  const other = compare.kind === 'environment' ? `${compare.environment}/${own}` : null
  const { panels } = usePanels(bridge, other)
  const shiftMs = shiftOf(compare, to, offsetOf(zone))
  return useMemo(
    () => (compare.kind === 'none' ? null : { service: other ?? key, panels: other === null ? null : panels ?? NONE, shiftMs, name: pastWords(compare), have: panels && list.filter((panel) => twinOf(panels, panel)).length }),
    [compare, other, key, panels, shiftMs, list]
  )
}
