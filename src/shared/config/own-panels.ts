import { z } from 'zod'
import { clean } from '../text/clean'
import { servicePanelSchema, type ServicePanel } from './packs'

/** A service has so many panels of one's own at most. */
export const MOST_OWN = 50
const MOST_SERVICES = 5_000

const named = { service: z.string().min(1).max(300), environment: z.string().min(1).max(300) }
/** Panels that a person has added, by service. */
export const ownPanelsSchema = z.array(z.strictObject({ ...named, panels: z.array(servicePanelSchema).min(1).max(MOST_OWN) })).max(MOST_SERVICES)
export type OwnPanels = z.infer<typeof ownPanelsSchema>
export interface ServiceName { readonly name: string; readonly environment: string }

const heldBy = (list: OwnPanels, { name, environment }: ServiceName): OwnPanels[number] | undefined => list.find((one) => one.service === name && one.environment === environment)

export const ownPanelsOf = (list: OwnPanels, service: ServiceName): readonly ServicePanel[] => heldBy(list, service)?.panels ?? []

/** `wanted`, or with the first number behind it under which it is free. */
export const freeId = (wanted: string, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted.slice(0, 70)}-${n}`
    if (!taken.has(id)) return id
  }
}

/** An id out of a title. */
export const idOf = (title: string): string => {
  const words = title.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '').slice(0, 60).replace(/-+$/, '')
  return words || 'panel'
}

export const withPanel = (list: OwnPanels, service: ServiceName, panel: ServicePanel): OwnPanels => {
  const known = heldBy(list, service)
  return known ? list.map((one) => (one === known ? { ...one, panels: [...one.panels, panel] } : one)) : [...list, { service: service.name, environment: service.environment, panels: [panel] }]
}

/** A service whose last panel goes is not kept. */
export const withoutPanel = (list: OwnPanels, service: ServiceName, id: string): OwnPanels => {
  const known = heldBy(list, service)
  return list.map((one) => (one === known ? { ...one, panels: one.panels.filter((panel) => panel.id !== id) } : one)).filter((one) => one.panels.length > 0)
}

/**
 * Out of settings as they were read: the panels that can be used, and the names of the others, which must not cost a person all else.
 * @param fault why a panel that obeys the schema cannot be used all the same; null: it can
 */
export const soundOwnPanels = (raw: unknown, fault: (panel: ServicePanel) => string | null): { readonly panels: OwnPanels; readonly skipped: readonly string[] } => {
  const skipped: string[] = []
  const panels: OwnPanels = []
  for (const entry of listed(raw, skipped, 'ownPanels')) {
    const where = z.object(named).safeParse(entry)
    if (!where.success) { skipped.push('ownPanels'); continue }
    const { service, environment } = where.data
    const known = panels.find((one) => one.service === service && one.environment === environment)
    const kept = known?.panels ?? []
    for (const one of listed((entry as { readonly panels?: unknown }).panels, skipped, `${environment}/${service}`)) {
      const read = servicePanelSchema.safeParse(one)
      if (!read.success || fault(read.data) !== null || kept.length >= MOST_OWN || kept.some((panel) => panel.id === read.data.id)) skipped.push(`${nameOf(one)} (${environment}/${service})`)
      else kept.push(read.data)
    }
    if (!known && kept.length > 0) panels.push({ service, environment, panels: kept })
  }
  return { panels: panels.slice(0, MOST_SERVICES), skipped: [...skipped, ...panels.slice(MOST_SERVICES).map((one) => `${one.environment}/${one.service}`)].map((name) => clean(name, { max: 200 })) }
}

const listed = (raw: unknown, skipped: string[], name: string): readonly unknown[] => {
  if (Array.isArray(raw)) return raw as readonly unknown[]
  if (raw !== undefined) skipped.push(name)
  return []
}

const nameOf = (panel: unknown): string => {
  const { title, id } = (typeof panel === 'object' && panel !== null ? panel : {}) as { readonly title?: unknown; readonly id?: unknown }
  return typeof title === 'string' && title !== '' ? title : typeof id === 'string' && id !== '' ? id : '?'
}
