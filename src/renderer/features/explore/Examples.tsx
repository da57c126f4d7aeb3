import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { EmptyProof, Panel, Waiting } from '../../ui'
import { examplesFor } from './examples'
import css from './explore.module.css'
import { useMetrics } from './use-explore'

/** Where nothing was asked yet: what this source could tell, from the metrics that it has. */
export const Examples = ({ source, name, onUse }: { readonly source: string; readonly name: string; readonly onUse: (expression: string) => void }): ReactNode => {
  const metrics = useMetrics(source)
  const shown = clean(name, { max: 60 })
  const examples = metrics.state === 'known' ? examplesFor(metrics.names) : []
  return (
    <Panel title={t('explore.examples', { source: shown })} note={metrics.state === 'known' ? t('explore.examples.metrics', { count: metrics.names.length, source: shown }) : undefined}>
      {metrics.state === 'asking' && <div className={css['pad']} data-asking><Waiting words={(age) => t('explore.asking', { source: shown, age })} /></div>}
      {metrics.state === 'failed' && <EmptyProof sure={false} title={t('explore.empty')} lines={[t('explore.examples.failed', { reason: failureText(metrics.failure, shown) })]} />}
      {examples.length > 0 && <ul className={css['examples']}>{examples.map(({ title, expression }) => (
        <li key={expression}><button type="button" onClick={() => onUse(expression)}><b>{title === 'metric' ? t('explore.example.metric') : t(`explore.example.${title}`)}</b><code>{clean(expression, { max: 300 })}</code></button></li>
      ))}</ul>}
      <p className={css['hint']}>{t('explore.empty.keys')} {t('explore.hint.leave')}</p>
    </Panel>
  )
}
