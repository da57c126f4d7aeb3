import { useMemo, useState, type ReactNode } from 'react'
import type { DashboardBrief } from '@shared/domain/dashboard'
import type { SourceStatus } from '@shared/domain/source'
import type { Board } from '@shared/grafana/model'
import { expand } from '@shared/grafana/repeat'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Out, PageOut, type About } from '../../outlet'
import { useBridge, useGarda } from '../../state/garda'
import { useGo } from '../../state/view'
import { TimeBar, useTimeView } from '../../time'
import { Asking, Button, DemoTag, EmptyProof, Panel, TextButton, useKeys } from '../../ui'
import { BoardNotes } from './BoardNotes'
import { besides } from './besides'
import { BoardSection } from './BoardSection'
import { canAsk } from './sources'
import { useBoard } from './use-board'
import { useVariables } from './variables'
import { VariableBar } from './VariableBar'
import css from './dashboards.module.css'

/** One dashboard by its id; its absence, or what is wrong with it, where there is none. */
export const BoardScreen = ({ id }: { readonly id: string }): ReactNode => {
  const go = useGo()
  const loaded = useBoard(id)
  const back = <Button onClick={() => go({ view: 'dashboards', item: null })}>{t('dashboards.back')}</Button>
  switch (loaded.kind) {
    case 'asking': return <div className={css['asking']}><Asking words={t('shell.opening', { what: t('dashboards.title') })} /></div>
    case 'failed': return <div className={css['screen']}><Panel><EmptyProof level={1} sure={false} title={t('dashboards.failed')} lines={[clean(loaded.reason, { max: 600 })]} action={back} /></Panel></div>
    case 'read': return <Shown board={loaded.board} brief={loaded.brief} />
  }
}

const select = { sources: (s: AppState) => s.sources }
const DEFAULT_INTERVAL_MS = 15_000

const Shown = ({ board, brief }: { readonly board: Board; readonly brief: DashboardBrief }): ReactNode => {
  const bridge = useBridge()
  const go = useGo()
  const all = useGarda(select.sources)
  const sources = useMemo(() => Object.values(all).filter(canAsk), [all])
  const [wish, setWish] = useState<string | null>(null)
  const source: SourceStatus | null = sources.find((s) => s.id === wish) ?? sources[0] ?? null
  const time = useTimeView({ sourceMs: source?.intervalMs ?? DEFAULT_INTERVAL_MS, compares: false })
  const { resolved, pick, again } = useVariables(bridge, board.variables, source, time.rangeId, time.window)
  const variables = useMemo(() => new Map((resolved ?? []).map((r) => [r.variable.name, r.chosen])), [resolved])
  const sections = useMemo(() => (resolved ? expand(board, variables) : null), [board, resolved, variables])
  useKeys('screen', time.bindings)
  const title = clean(board.title, { max: 160 }) || brief.id
  const about = (): About => ({
    name: title, title, note: clean(source?.name ?? '', { max: 60 }), zone: time.zone, window: time.window, live: time.live === 'live', links: [], left: (drawn) => besides(sections ?? [], variables, drawn),
    facts: () => Promise.resolve({
      before: [
        { kind: 'heading', level: 1, text: title },
        { kind: 'list', items: [t('out.md.source', { source: clean(source?.name ?? '', { max: 60 }) }), ...(variables.size > 0 ? [t('out.md.variables', { variables: [...variables].map(([key, chosen]) => `$${key} = ${chosen.values.join(', ')}`).join('; ') })] : [])] }
      ], after: []
    })
  })
  return (
    <Out about={about}><div className={css['screen']}>
      <header className={css['head']}>
        <TextButton onClick={() => go({ view: 'dashboards', item: null })}>{t('dashboards.title')}</TextButton>
        <h1 className="display">{title}</h1>
        {brief.demo && <DemoTag />}
        {brief.unshown > 0 && <span className="faint small">{t('dashboards.unshown', { count: brief.unshown })}</span>}
      </header>
      <TimeBar view={time}>{sections !== null && <PageOut />}</TimeBar>
      <VariableBar resolved={resolved} sources={sources} source={source} onSource={setWish} onPick={pick} onAgain={again} />
      {source === null
        ? <Panel><EmptyProof sure={false} title={t('dashboards.noSource')} lines={[t('dashboards.noSource.body')]} action={<Button onClick={() => go({ view: 'sources', item: null })}>{t('shell.room.sources')}</Button>} /></Panel>
        : sections === null
          ? <div className={css['asking']}><Asking words={t('panel.asking', { source: clean(source.name, { max: 60 }), age: '' })} /></div>
          : <div className={css['sections']}>{sections.map((section) => <BoardSection key={section.key} shown={section} variables={variables} source={source} time={time} />)}</div>}
      <BoardNotes board={board} />
    </div></Out>
  )
}
