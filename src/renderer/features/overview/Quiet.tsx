import type { ReactNode } from 'react'
import type { Environment } from '@shared/domain/environment'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useElsewhere } from '../../state/places'
import type { Quiet } from '../../state/select/quiet'
import { sourceSummary } from '../../state/select/sources'
import { useViewStore } from '../../state/view'
import { Elsewhere, environmentShout, Glyph, useAgeText } from '../../ui'
import css from './overview.module.css'

/** No incident leads: said with proof, or not claimed at all. */
export const QuietPanel = ({ environment, state, quiet, fresh }: {
  readonly environment: Environment; readonly state: AppState; readonly quiet: Quiet; readonly fresh: ReadonlySet<string>
}): ReactNode => {
  const elsewhere = useElsewhere()
  const { chooseEnvironment } = useViewStore()
  const summary = sourceSummary(state, fresh)
  const oldest = useAgeText(summary.oldestAt)
  const since = useAgeText(quiet.lastEndedAt ?? state.meta.startedAt)
  const words = { environment: environmentShout(environment), kind: environment.kind }
  const title = !quiet.sure ? t('overview.quiet.blind', words) : quiet.lesser > 0 ? t('overview.quiet.calm', words) : t('overview.quiet', words)
  const lines = [
    ...(quiet.unseen.length > 0 ? [t('overview.quiet.unknown', { count: quiet.unseen.length, name: clean(quiet.unseen[0]!, { max: 80 }), more: quiet.unseen.length - 1 })] : []),
    ...(quiet.lesser > 0 ? [t('overview.quiet.lesser', { count: quiet.lesser })] : []),
    summary.answeredAt === null ? t('overview.quiet.nobody') : summary.fresh === 0 ? t('overview.quiet.noneFresh', { total: summary.total }) : t('overview.quiet.sources', { fresh: summary.fresh, total: summary.total, age: oldest }),
    quiet.lastEndedAt === null ? t('overview.quiet.never', { age: since }) : t('overview.quiet.last', { age: since })
  ]
  return (
    <article className={`${css['quiet']} sev-${quiet.sure ? 'ok' : 'unknown'}`}>
      <Glyph tone={quiet.sure ? 'ok' : 'unknown'} size={32} />
      <div><h1 className="display">{title}</h1>{elsewhere.length > 0 && <p><Elsewhere troubles={elsewhere} onGo={chooseEnvironment} /></p>}<p>{lines.join(' ')}</p></div>
    </article>
  )
}
