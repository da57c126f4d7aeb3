import { useMemo, useState, type ReactNode, type RefObject } from 'react'
import { firedFor, summaryOf, type Alert } from '@shared/domain/alert'
import type { Panel } from '@shared/domain/series'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import { createCrosshair, TimePanel, type PanelStatus } from '../../charts'
import { GraphOutKeys, Out, type About } from '../../outlet'
import { environmentOf } from '../../state/select/environments'
import { useAppearance } from '../../state/view'
import { Button, EnvTag, environmentShout, Glyph, useKeys, useNow, useSize, useTicking } from '../../ui'
import css from './alerts.module.css'
import { stateWord, type Evidence } from './evidence'
import { holdOf, isUnseen, toneOf } from './seen'
import { beganBefore } from './span'
import { useAlertGraph } from './use-alert-graph'

export interface GraphStageProps {
  readonly alert: Alert
  readonly state: AppState
  readonly fresh: ReadonlySet<string>
  /** What was just copied or refused; '' for nothing. */
  readonly said: string
  /** What a developer is told besides the graph. */
  readonly evidence: () => Evidence
  /** Is given what copies all of it with the graph. */
  readonly copy: RefObject<(() => void) | null>
  readonly onBack: () => void
  /** Null: no service of it is known. */
  readonly onService: (() => void) | null
}

/** Part of the window that one press of an arrow key moves the crosshair. */
const CROSS_STEPS = 120

/** One alert's expression over time, as large as the room allows, with its limit and when it fired; the details stand beside it where they fit. */
export const GraphStage = ({ alert, state, fresh, said, evidence, copy, onBack, onService }: GraphStageProps): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const [ref, size] = useSize()
  const [crosshair] = useState(() => createCrosshair())
  const now = useNow()
  const [since] = useState(now)
  const width = size === null ? 0 : Math.floor(size.width)
  const height = size === null ? 0 : Math.floor(size.height)
  const { answer, failed, window, marks, teller, name, intervalMs, reason, instead } = useAlertGraph({ alert, sources: state.sources, changes: state.changes }, width)
  const status = useMemo((): PanelStatus => (failed ? { kind: 'failed', reason } : answer ? { kind: 'answered' } : { kind: 'asking', since }), [failed, reason, answer, since])
  const panel = useMemo(() => answer?.panel ?? emptyPanel(alert), [answer, alert])
  const move = (steps: number): void => {
    const at = (crosshair.at() ?? window.to) + (steps * (window.to - window.from)) / CROSS_STEPS
    crosshair.move(Math.min(window.to, Math.max(window.from, at)))
  }
  const group = t('shell.keys.view')
  useKeys('screen', [
    { keys: '←', label: t('time.key.left'), group, repeat: true, run: () => move(-1) },
    { keys: '→', label: t('time.key.right'), group, repeat: true, run: () => move(1) }
  ])
  const expression = answer?.panel.expression ?? alert.expression
  const began = answer ? beganBefore(alert, window, zone) : ''
  const environment = environmentShout(environmentOf(state.environments, alert.environment))
  const about = (): About => {
    const { facts, trust, links } = evidence()
    return {
      name: alert.service ?? alert.name, title: clean(alert.name, { max: 200 }), note: environment, zone, window, live: alert.endsAt === null, left: () => [], links,
      facts: () => Promise.resolve({ before: facts, after: trust })
    }
  }
  return (
    <Out about={about}><section className={css['stage']} aria-label={t('alerts.graph')}>
      <Heading alert={alert} state={state} fresh={fresh} />
      <div className={css['large']} ref={ref}>
        {width > 0 && height > 0 && (
          <TimePanel
            panel={panel} data={answer?.data ?? null} window={window} marks={marks} status={status} source={name} intervalMs={intervalMs} zone={zone}
            crosshair={crosshair} chip width={width} height={height}
          />
        )}
      </div>
      {answer && !fresh.has(teller) && <p className="small sev-unknown tone">{t('alertGraph.stale', { source: name })}</p>}
      {began && <p className="small muted">{began}</p>}
      {(alert.expression === null || instead) && <p className="small muted">{alert.expression === null ? `${t('alerts.expression.none')} ${instead}` : instead}</p>}
      {expression !== null && expression !== '' && <pre tabIndex={0} role="region" aria-label={t('alerts.expression')}><code>{clean(expression, { max: 10_000, lines: true })}</code></pre>}
      <div className={css['acts']}>
        {onService ? <Button look="primary" keys="O" onClick={onService}>{t('alertGraph.service')}</Button> : <span className="small muted">{t('alertGraph.none')}</span>}
        <Button keys="Esc" onClick={onBack}>{t('alertGraph.back')}</Button>
        <span role="status" className="small muted">{said}</span>
      </div>
      <GraphOutKeys copy={copy} />
    </section></Out>
  )
}

const Heading = ({ alert, state, fresh }: Pick<GraphStageProps, 'alert' | 'state' | 'fresh'>): ReactNode => {
  const unseen = isUnseen(alert, fresh)
  const tone = toneOf(alert, unseen)
  const lasted = useTicking((now) => duration(firedFor(alert, now)))
  return (
    <header className={`sev-${tone}`}>
      <div className={css['heading']}><Glyph tone={tone} hold={unseen ? 'open' : holdOf(alert)} size={22} /><h1>{clean(alert.name, { max: 300 })}</h1></div>
      <p className={css['sentence']}>{clean(summaryOf(alert), { max: 600 })}</p>
      <p className={css['meta']}>
        <EnvTag environment={environmentOf(state.environments, alert.environment)} />
        <span>{clean(alert.service ?? t('alerts.service.none'), { max: 120 })}</span>
        <b className="tone">{unseen ? t('alerts.state.unseen') : t('alerts.firing', { state: stateWord(alert), age: lasted })}</b>
      </p>
    </header>
  )
}

/** What stands until the source has answered. */
const emptyPanel = (alert: Alert): Panel => ({
  id: 'expression', title: alert.name, caption: '', unit: 'none', signal: 'other', draw: 'lines', axis: null, limits: [], source: alert.sources[0] ?? '', expression: alert.expression ?? ''
})
