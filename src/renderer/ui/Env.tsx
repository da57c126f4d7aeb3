import type { ReactNode } from 'react'
import type { Environment, EnvironmentKind } from '@shared/domain/environment'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import css from './ui.module.css'

type Named = Pick<Environment, 'name' | 'kind'>
const isDefaultName = (env: Named): boolean => env.name === env.kind

/** "Production", or the team's own name for it. */
export const environmentName = (env: Named): string => (isDefaultName(env) ? t(`environment.${env.kind}`) : clean(env.name, { max: 80 }))
/** As sentences and buttons say it: PRODUCTION in capitals, all else calm. */
export const environmentShout = (env: Named): string =>
  isDefaultName(env) ? t(`environment.shout.${env.kind}`) : env.kind === 'production' ? clean(env.name, { max: 80 }).toUpperCase() : clean(env.name, { max: 80 })
/** As the tag says it: PROD, STAGING, dev, local, or the team's own name. */
export const environmentTag = (env: Named): string => {
  if (isDefaultName(env)) return t(`environment.tag.${env.kind}`)
  return env.kind === 'production' || env.kind === 'staging' ? clean(env.name, { max: 24 }).toUpperCase() : clean(env.name, { max: 24 })
}

/** The environment by form: solid, outlined, dashed tape, dotted. */
export const EnvTag = ({ environment }: { readonly environment: Named }): ReactNode => <span className={css['env']} data-kind={environment.kind}>{environmentTag(environment)}</span>

/** Worn by everything that demo data draws. */
export const DemoTag = (): ReactNode => <span className={css['env']} data-kind="demo">{t('common.demo')}</span>

/** The window's top edge, in the form of its environment. */
export const EnvEdge = ({ kind }: { readonly kind: EnvironmentKind | 'demo' | 'none' }): ReactNode => <div className={css['edge']} data-kind={kind} />
