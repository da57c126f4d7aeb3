import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Service } from '@shared/domain/service'
import type { SourceStatus } from '@shared/domain/source'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { readExplore } from '../../state/explore-place'
import { Out, PageOut, type About } from '../../outlet'
import { useConfig } from '../../state/config'
import { useBridge, useFresh, useGarda } from '../../state/garda'
import { useEnvironment } from '../../state/places'
import { useGo, useView } from '../../state/view'
import { TimeBar, useTimeView, type TimeView } from '../../time'
import { Button, EmptyProof, Panel, Segments, TextButton, useKeys, useSize, type KeyBinding } from '../../ui'
import { AddDialog } from './AddDialog'
import { serviceFor } from './adding'
import type { Question } from './answers'
import type { Names } from './editor/names'
import type { EditorHandle } from './editor/PromEditor'
import { Examples } from './Examples'
import { Explain } from './Explain'
import css from './explore.module.css'
import { graphsOf } from './graph'
import { HistoryDialog } from './HistoryDialog'
import { addQuery, editQuery, FIRST, MOST_QUERIES, putQuery, removeQuery, runAll, shownQueries, type Query } from './queries'
import { AddQuery, QueryRow } from './QueryRow'
import { ResultTable } from './ResultTable'
import { Graphs } from './Results'
import { askable, chosenSource } from './sources'
import { unitOf } from './units'
import { prometheusUrl } from '@shared/domain/prometheus-url'
import { useAnswers, useHistory, useKept, useNames, type Kept, type ViewOf } from './use-explore'

const select = { services: (s: AppState) => s.services, sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages }
const VIEWS_OF: readonly ViewOf[] = ['graph', 'table', 'explain']
/** Pixels of a panel that are not its plot; small changes of size need no new question. */
const AROUND = 118
const plotWidth = (width: number): number => Math.min(8000, Math.max(50, Math.round((width - AROUND) / 40) * 40))

/** Takes in an expression that the screen was opened with, and runs it. */
const openedWith = (kept: Kept, item: string): Kept => {
  const { expression, source } = readExplore(item)
  return { ...kept, queries: runAll(editQuery(FIRST, 'A', { expression })), source: source ?? kept.source, item, round: kept.round + 1 }
}

/** Free questions to one source, in its own language. `item`: what it was opened with, see `explorePlace`. */
const ExploreScreen = ({ item }: { readonly item: string | null }): ReactNode => {
  const sources = useGarda(select.sources)
  const go = useGo()
  const [kept, setKept] = useKept()
  if (item !== kept.item) setKept((now) => (item === null ? { ...now, item } : openedWith(now, item)))
  const able = useMemo(() => askable(sources), [sources])
  const source = chosenSource(able, kept.source)
  if (source) return <Asking able={able} source={source} kept={kept} setKept={setKept} />
  return (
    <div className={css['screen']}><Panel>
      <EmptyProof level={1} sure={false} title={t('explore.source.none')} lines={[t('explore.source.none.body')]} action={<Button onClick={() => go({ view: 'sources', item: null })}>{t('explore.source.add')}</Button>} />
    </Panel></div>
  )
}
export default ExploreScreen

interface AskingProps { readonly able: readonly SourceStatus[]; readonly source: SourceStatus; readonly kept: Kept; readonly setKept: (change: (now: Kept) => Kept) => void }

const Asking = ({ able, source, kept, setKept }: AskingProps): ReactNode => {
  const bridge = useBridge()
  const { queries, view, round } = kept
  const name = clean(source.name, { max: 60 })
  const time = useTimeView({ sourceMs: source.intervalMs, compares: false })
  const { window: { from, to }, zone, crosshair, live } = time
  const history = useHistory()
  const ages = useGarda(select.ages)
  const fresh = useFresh()
  const [dialog, setDialog] = useState<'history' | 'add' | null>(null)
  const [added, setAdded] = useState<Service | null>(null)
  const go = useGo()
  const [refused, setRefused] = useState<string | null>(null)
  const [box, size] = useSize()
  const width = size ? plotWidth(size.width) : 0
  const names = useNames(source.id)
  const address = useAddress(source.name)
  const first = useRef<EditorHandle>(null)

  const shown = useMemo(() => shownQueries(queries), [queries])
  const kind = view === 'table' ? 'instant' : 'range'
  const questions = useMemo((): readonly Question[] => (width === 0 || view === 'explain' ? [] : shown.map(({ letter, asked }) => ({ letter, source: source.id, expression: asked, kind, from, to, width, stepMs: null, round }))),
    [shown, source.id, kind, view, from, to, width, round])
  const answers = useAnswers(questions)

  const change = useCallback((edit: (queries: readonly Query[]) => readonly Query[]) => setKept((now) => ({ ...now, queries: edit(now.queries) })), [setKept])
  const run = useCallback((edit: (queries: readonly Query[]) => readonly Query[] = (same) => same, on: string | null = null) => {
    setKept((now) => ({ ...now, queries: runAll(edit(now.queries)), source: on ?? now.source, round: now.round + 1 }))
  }, [setKept])
  const { add, read } = history
  const remembered = useRef(-1)
  useEffect(() => {
    // what was run is remembered once, by whichever way it came
    if (!read || round === 0 || remembered.current === round) return
    remembered.current = round
    add(queries.filter((q) => q.asked !== '').map((q) => ({ expression: q.asked, source: source.name, at: to })))
  }, [read, round, queries, source.name, to, add])

  const onEdit = useCallback((letter: string, edit: Partial<Pick<Query, 'expression' | 'hidden'>>) => change((q) => editQuery(q, letter, edit)), [change])
  const onRemove = useCallback((letter: string) => change((q) => removeQuery(q, letter)), [change])
  const onCopy = useCallback((expression: string) => { void bridge.copyText(expression) }, [bridge])
  const onRun = useCallback(() => run(), [run])
  const onOpen = useMemo(() => (address === null ? null : (letter: string): void => {
    const query = queries.find((q) => q.letter === letter)
    if (!query) return
    bridge.openLink(prometheusUrl(address, [query.expression.trim()], { from, to, live: live === 'live' })).then(
      (done) => setRefused(done.ok ? null : done.reason), (error: unknown) => setRefused(error instanceof Error ? error.message : String(error))
    )
  }), [address, queries, bridge, from, to, live])

  const group = t('shell.keys.view')
  useKeys('screen', [
    { keys: 'Ctrl+Enter', label: t('explore.keys.run'), group, typing: true, run: onRun },
    { keys: '/', label: t('explore.keys.edit'), group, run: () => first.current?.focus() },
    { keys: 'N', label: t('explore.keys.add'), group, run: () => change(addQuery) },
    { keys: 'H', label: t('explore.keys.history'), group, run: () => setDialog('history') },
    ...(shown.length > 0 ? [{ keys: 'P', label: t('explore.to.keys'), group, run: () => setDialog('add') }] : []),
    ...VIEWS_OF.map((which, i): KeyBinding => ({ keys: String(i + 1), label: t(`explore.view.${which}`), group, run: () => setKept((now) => ({ ...now, view: which })) })),
    ...time.bindings
  ])
  const about = (): About => ({
    name: t('explore.title'), title: t('explore.title'), note: name, zone, window: time.window, live: live === 'live', links: [],
    left: () => shown.filter(({ letter }) => !answers.get(letter)?.data?.series.length).map(({ letter, asked }) => `${letter}: ${clean(asked, { max: 120 })}`),
    facts: () => Promise.resolve({ before: [{ kind: 'heading', level: 1, text: t('out.page.title', { title: t('explore.title'), note: name }) }, { kind: 'list', items: [t('out.md.source', { source: name })] }], after: [] })
  })
  return (
    <Out about={about}><div className={css['screen']}>
      <header className={css['head']}>
        <h1 className="display">{t('explore.title')}</h1>
        <SourcePicker able={able} source={source} onSource={(id) => setKept((now) => ({ ...now, source: id, round: now.round > 0 ? now.round + 1 : 0 }))} />
        <span className={css['end']}>
          <Button icon="timeline" look="quiet" onClick={() => setDialog('history')} keys="H">{t('explore.history')}</Button>
          {shown.length > 0 && <Button icon="plus" onClick={() => setDialog('add')} keys="P">{t('explore.to')}</Button>}
          <Button look="primary" onClick={onRun} keys="Ctrl+Enter">{t('explore.run')}</Button>
        </span>
      </header>
      <TimeBar view={time} source={{ name: source.name, at: ages[source.id]?.successAt ?? null, stale: !fresh.has(source.id) }}>{view === 'graph' && <PageOut />}</TimeBar>
      <div className={css['queries']} role="group" aria-label={t('explore.queries')}>
        {queries.map((query, i) => (
          <QueryRow key={query.letter} ref={i === 0 ? first : undefined} query={query} known={answers.get(query.letter) ?? null} client={names.client} source={name} zone={zone}
            alone={queries.length === 1} onOpen={onOpen} onEdit={onEdit} onRemove={onRemove} onCopy={onCopy} onRun={onRun} />
        ))}
        <div className={css['foot']}>
          {queries.length < MOST_QUERIES && <AddQuery onAdd={() => change(addQuery)} />}
          {refused !== null && <span role="alert" className={css['bad']}>{t('explore.refused', { reason: clean(refused, { max: 300 }) })}</span>}
          {added && <span role="status" className={css['added']}>{t('explore.to.done', { service: clean(added.name, { max: 60 }) })} <TextButton onClick={() => go({ view: 'service', item: added.key })}>{t('explore.to.open')}</TextButton></span>}
          <span className={css['views']}><Segments label={t('explore.view')} value={view} options={VIEWS_OF.map((value) => ({ value, label: t(`explore.view.${value}`) }))} onChange={(next) => setKept((now) => ({ ...now, view: next }))} /></span>
        </div>
      </div>
      <section ref={box} className={css['results']} aria-label={t('explore.results')}>
        {queries.every((q) => q.asked === '') ? <Examples source={source.id} name={source.name} onUse={(expression) => run((q) => putQuery(q, expression))} />
          : shown.length === 0 ? <Panel><EmptyProof sure={false} title={t('explore.empty.hidden')} lines={[t('explore.empty.hidden.body')]} /></Panel>
            : view === 'explain' ? <Explain queries={shown} source={source.id} name={name} at={to} round={round} zone={zone} />
              : <Answered kind={kind} shown={shown} answers={answers} source={name} zone={zone} crosshair={crosshair} />}
      </section>
      {dialog === 'add' && shown.length > 0 && <Adding queries={shown} source={source} ask={names.ask} onClose={() => setDialog(null)} onDone={(service) => { setDialog(null); setAdded(service) }} />}
      {dialog === 'history' && <HistoryDialog list={history.list} unsaved={history.unsaved} zone={zone} onChange={history.set} onClose={() => setDialog(null)}
        onUse={({ expression, source: asked }) => { setDialog(null); run((q) => putQuery(q, expression), able.find((s) => s.name === asked)?.id ?? null) }} />}
    </div></Out>
  )
}

/** The dialog with what it begins with: taken once, while it is open nothing moves under the hand. */
const Adding = ({ queries, source, ask, onDone, onClose }: {
  readonly queries: readonly Query[]; readonly source: SourceStatus; readonly ask: Names['ask']; readonly onDone: (service: Service) => void; readonly onClose: () => void
}): ReactNode => {
  const services = useGarda(select.services)
  const shown = useEnvironment()?.name ?? null
  const back = useView((v) => v.back)
  const [begun] = useState(() => { const all = Object.values(services); return { queries, first: serviceFor(queries, back, shown, all) } })
  const environment = begun.first?.environment ?? shown ?? ''
  const listed = useMemo(() => Object.values(services).filter((one) => one.environment === environment).sort((a, b) => (a.name < b.name ? -1 : 1)), [services, environment])
  const helpOf = useCallback(async (metric: string) => (await ask({ what: 'metadata', label: null, metric, match: null })).metadata[metric]?.help ?? '', [ask])
  return <AddDialog queries={begun.queries} source={source} services={listed} first={begun.first} environment={environment} helpOf={helpOf} onDone={onDone} onClose={onClose} />
}

/** What came back, as a graph or as a table. */
const Answered = ({ kind, shown, answers, source, zone, crosshair }: {
  readonly kind: 'range' | 'instant'; readonly shown: readonly Query[]; readonly answers: ReturnType<typeof useAnswers>; readonly source: string
} & Pick<TimeView, 'zone' | 'crosshair'>): ReactNode => {
  const drawn = useMemo(() => shown.flatMap(({ letter }) => {
    const known = answers.get(letter)
    return known?.data && known.question.kind === kind && known.data.shape !== 'string' && known.data.series.length > 0
      ? [{ letter, expression: known.question.expression, unit: unitOf(known.question.expression), data: known.data }] : []
  }), [shown, answers, kind])
  const graphs = useMemo(() => (kind === 'range' ? graphsOf(drawn) : []), [drawn, kind])
  const asking = shown.some(({ letter }) => { const known = answers.get(letter); return !known || known.asking !== null })
  const [newest] = drawn
  if (!newest) return asking ? null : <Panel><EmptyProof sure={false} title={t('explore.empty.nothing')} lines={[t('explore.empty.nothing.body')]} /></Panel>
  return kind === 'range' ? <Graphs graphs={graphs} source={source} zone={zone} crosshair={crosshair} /> : <ResultTable queries={drawn} at={newest.data.to} zone={zone} />
}

/** Which source is asked. */
const SourcePicker = ({ able, source, onSource }: { readonly able: readonly SourceStatus[]; readonly source: SourceStatus; readonly onSource: (id: string) => void }): ReactNode => (
  <label className={css['choice']}><span className="faint small">{t('explore.source')}</span>
    <select value={source.id} onChange={(e) => onSource(e.target.value)}>{able.map((s) => <option key={s.id} value={s.id}>{clean(s.name, { max: 80 })}</option>)}</select>
  </label>
)

/** The address under which a source has pages of its own; null where it has none. */
const useAddress = (name: string): string | null => {
  const { view } = useConfig()
  const found = view?.config.sources.find((s) => s.name === name)
  return found?.kind === 'prometheus' ? (found.url ?? null) : null
}
