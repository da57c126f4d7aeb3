import type { ReactNode } from 'react'
import type { TestResult } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { countsText, remedyText } from '../../state/select/source-words'
import { Glyph } from '../../ui'
import css from './sources.module.css'

/** What a test led to: how long it took and what was there, or why not and what to try. */
export const TestOutcome = ({ result, name }: { readonly result: TestResult; readonly name: string }): ReactNode => {
  const took = t('sources.test.took', { ms: Math.round(result.tookMs) })
  if (result.failure) return (
    <p className={css['outcome']}><Glyph tone="unknown" /><span>{failureText(result.failure, name)} <span className="muted">{remedyText(result.failure)} {took}</span></span></p>
  )
  return (
    <p className={css['outcome']}><Glyph tone={result.health === 'ok' ? 'ok' : 'warning'} />
      <span>{t(result.health === 'ok' ? 'sources.test.ok' : 'sources.test.partial', { product: clean(result.product, { max: 60 }) || name })} {countsText(result.counts)}{Object.keys(result.counts).length > 0 ? '. ' : ''}<span className="muted">{took}</span></span>
    </p>
  )
}
