import { freeId, ownPanelsOf } from '@shared/config/own-panels'
import type { ServicePanel } from '@shared/config/packs'
import type { Config } from '@shared/config/schema'
import type { Service } from '@shared/domain/service'
import { environmentNamed, rulesOf } from '../core/rules'

/** Panels of a service that do not come from packs. */
export interface ServicePanels {
  /** As the configuration declares them. */
  readonly declared: readonly ServicePanel[]
  /** Those that a person has added. None hides a declared one: under the id of one it goes by another, while it is kept under `kept`. */
  readonly own: readonly { readonly kept: string; readonly panel: ServicePanel }[]
}

export const panelsIn = (config: Config, service: Pick<Service, 'name' | 'environment'>): ServicePanels => {
  const declared = declaredFor(config, service)
  const taken = new Set(declared.map((panel) => panel.id))
  return {
    declared,
    own: ownPanelsOf(config.ownPanels, service).map((panel) => {
      const id = freeId(panel.id, taken)
      taken.add(id)
      return { kept: panel.id, panel: id === panel.id ? panel : { ...panel, id } }
    })
  }
}

const declaredFor = (config: Config, { name, environment }: Pick<Service, 'name' | 'environment'>): readonly ServicePanel[] => {
  const declared = config.services.filter((s) => s.name === name && (s.panels?.length ?? 0) > 0)
  if (declared.length === 0) return []
  const rules = rulesOf(config)
  return declared.filter((s) => environmentNamed(s.environment ?? 'production', rules).name === environment).flatMap((s) => s.panels ?? [])
}
