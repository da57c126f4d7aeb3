import type { PackPanel } from '@shared/config/packs'
import type { Config } from '@shared/config/schema'
import type { Service } from '@shared/domain/service'
import { environmentNamed, rulesOf } from '../core/rules'

/** The panels that the configuration declares for a service. */
export const declaredPanels = (config: Config, { name, environment }: Pick<Service, 'name' | 'environment'>): readonly PackPanel[] => {
  const declared = config.services.filter((s) => s.name === name && (s.panels?.length ?? 0) > 0)
  if (declared.length === 0) return []
  const rules = rulesOf(config)
  return declared.filter((s) => environmentNamed(s.environment ?? 'production', rules).name === environment).flatMap((s) => s.panels ?? [])
}
