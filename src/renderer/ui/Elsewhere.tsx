import type { ReactNode } from 'react'
import type { Environment } from '@shared/domain/environment'
import type { Severity } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import { TextButton } from './Button'
import { environmentShout } from './Env'
import { Glyph } from './Glyph'
import { Keycap } from './Keycap'
import css from './ui.module.css'

const MOST = 3

/** Said wherever one environment is called quiet: which others are not, worst first, and the way to each. V goes to the first. */
export const Elsewhere = ({ troubles, onGo }: {
  readonly troubles: readonly { readonly environment: Environment; readonly worst: { readonly severity: Severity; readonly count: number } }[]; readonly onGo: (name: string) => void
}): ReactNode => troubles.length > 0 && (
  <span className={css['elsewhere']}>
    <span>{t('shell.elsewhere')}</span>
    {troubles.slice(0, MOST).map(({ environment, worst }, i) => (
      <span key={environment.name}>
        <Glyph tone={worst.severity} silent />
        <TextButton onClick={() => onGo(environment.name)}>{t('shell.elsewhere.one', { environment: environmentShout(environment), count: worst.count, severity: t(`severity.${worst.severity}`).toLowerCase() })}</TextButton>
        {i === 0 && <Keycap>V</Keycap>}
      </span>
    ))}
    {troubles.length > MOST && <span>{t('shell.elsewhere.more', { count: troubles.length - MOST })}</span>}
  </span>
)
