import { Checkbox, Modal, NativeSelect, Select, Switch, TextInput } from '@mantine/core'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { UNITS, type Service, type Unit } from '@shared/domain/service'
import type { Labels } from '@shared/domain/labels'
import type { SourceStatus } from '@shared/domain/source'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { Asking, Button, useKeys } from '../../ui'
import { blanksIn, choicesOf, MOST_TITLE, panelOf, titleFrom, type Choice, type Draft } from './adding'
import css from './explore.module.css'
import { parse } from './grammar'
import type { Query } from './queries'
import { groupedBy, onlyMetric, templated, type Known } from './templating'
import { unitOf } from './units'

export interface AddDialogProps {
  /** All that are shown, as they were run. */
  readonly queries: readonly Query[]
  readonly source: SourceStatus
  /** Those of the environment to begin with. */
  readonly services: readonly Service[]
  /** Null: none is offered before the others. */
  readonly first: Service | null
  readonly environment: string
  /** What the source says that a metric is; '' where it says nothing. */
  readonly helpOf: (metric: string) => Promise<string>
  readonly onDone: (service: Service) => void
  readonly onClose: () => void
}

/** What main knows of a service's page. */
interface Page { readonly key: string; readonly taken: ReadonlySet<string>; readonly labels: Readonly<Record<string, Labels>> }

const MOST_LISTED = 100
const WORST = ['highest', 'lowest'] as const
const NO_KEYS: readonly [] = []

/** Asks where a graph is to stand and how it is called, and puts it there. */
export const AddDialog = ({ queries, source, services, first, environment, helpOf, onDone, onClose }: AddDialogProps): ReactNode => {
  const bridge = useBridge()
  useKeys('dialog', NO_KEYS)
  const [key, setKey] = useState(first?.key ?? null)
  const service = services.find((one) => one.key === key) ?? null
  const page = usePage(key)
  const [choices, setChoices] = useState(() => choicesOf(queries))
  const offered = useOfferedTitle(queries, helpOf)
  const [title, setTitle] = useState<string | null>(null)
  const [unit, setUnit] = useState<Unit>(() => unitOf(queries[0]?.asked ?? ''))
  const [selector, setSelector] = useState(true)
  const [window, setWindow] = useState(true)
  const [worst, setWorst] = useState<Draft['worst']>(undefined)
  const [adding, setAdding] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)

  const known = useMemo((): Known | null => {
    const labels = page && service ? page.labels[source.id] ?? Object.values(page.labels)[0] : undefined
    return service && labels ? { name: service.name, labels } : null
  }, [page, service, source.id])
  const draft: Draft = { title: title ?? offered, unit, choices, selector, window, worst }
  const blanks = blanksIn(draft, known)
  const ready = service !== null && page !== null && draft.title.trim() !== '' && !adding

  const edit = (letter: string, change: Partial<Choice>): void => setChoices((now) => now.map((one) => (one.letter === letter ? { ...one, ...change } : one)))
  const submit = async (): Promise<void> => {
    if (!ready) return
    const taken = choices.filter((one) => one.taken)
    if (taken.length === 0) { setWrong(t('explore.to.nothing')); return }
    for (const { letter, expression } of taken) {
      const read = parse(expression)
      if (!read.ok) { setWrong(read.long ? t('explore.to.long', { letter }) : t('explore.to.syntax', { letter, at: read.at + 1, query: clean(expression, { max: 200 }) })); return }
    }
    setAdding(true)
    try {
      const done = await bridge.addPanel({ service: service.key, panel: panelOf(draft, source.name, known, page.taken) })
      if (done.ok) { onDone(service); return }
      setWrong(t('explore.to.failed', { reason: clean(done.reason, { max: 400 }) }))
    } catch (error) { setWrong(t('explore.to.failed', { reason: error instanceof Error ? error.message : String(error) })) }
    setAdding(false)
  }

  return (
    <Modal opened onClose={onClose} title={t('explore.to')} size={640} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form className={css['add']} onSubmit={(event) => { event.preventDefault(); void submit() }}>
        {services.length === 0 ? <p className="muted">{t('explore.to.services.none')}</p>
          : <Select label={t('explore.to.service')} placeholder={t('explore.to.service.pick', { environment: clean(environment, { max: 60 }) })} value={key} onChange={setKey} searchable data-autofocus={first === null || undefined}
            data={services.map((one) => ({ value: one.key, label: clean(one.name, { max: 120 }) }))} limit={MOST_LISTED} maxDropdownHeight={280} nothingFoundMessage={t('explore.to.service.none')} allowDeselect={false} />}
        <div className={css['addPair']}>
          <TextInput label={t('explore.to.title')} value={draft.title} maxLength={MOST_TITLE} data-autofocus={first !== null || undefined} onChange={(e) => setTitle(e.currentTarget.value)} />
          <NativeSelect label={t('explore.to.unit')} value={unit} data={UNITS.map((value) => ({ value, label: t(`explore.to.unit.${value}`) }))} onChange={(e) => setUnit(UNITS.find((one) => one === e.currentTarget.value) ?? 'none')} />
        </div>
        <fieldset className={css['addQueries']}>
          <legend>{t('explore.to.queries')}</legend>
          {choices.map((choice) => (
            <Line key={choice.letter} choice={choice} alone={choices.length === 1} text={templated(choice.expression, known, draft).text} onEdit={(change) => edit(choice.letter, change)} />
          ))}
        </fieldset>
        <NativeSelect label={t('explore.to.worst')} description={t('explore.to.worst.help')} value={worst ?? ''} onChange={(e) => setWorst(WORST.find((one) => one === e.currentTarget.value))}
          data={[{ value: '', label: t('explore.to.worst.limits') }, ...WORST.map((value) => ({ value, label: t(`explore.to.worst.${value}`) }))]} />
        {blanks.selectors > 0 && <Switch label={t('explore.to.selector')} description={t('explore.to.selector.help')} checked={selector} onChange={(e) => setSelector(e.currentTarget.checked)} />}
        {blanks.windows > 0 && <Switch label={t('explore.to.window')} description={t('explore.to.window.help')} checked={window} onChange={(e) => setWindow(e.currentTarget.checked)} />}
        <p className="small faint">{t('explore.to.kept', { source: clean(source.name, { max: 60 }) })}</p>
        {wrong !== null && <p role="alert" className={css['bad']}>{wrong}</p>}
        <div className={css['addActs']}>
          {adding && <Asking words={t('explore.to.adding')} />}
          <Button look="primary" type="submit" disabled={!ready}>{service ? t('explore.to.do', { service: clean(service.name, { max: 60 }) }) : t('explore.to.do.none')}</Button>
          <Button look="quiet" onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  )
}

interface LineProps { readonly choice: Choice; readonly alone: boolean; /** As it would be kept. */ readonly text: string; readonly onEdit: (change: Partial<Choice>) => void }

const Line = ({ choice: { letter, expression, taken, legend }, alone, text, onEdit }: LineProps): ReactNode => (
  <div className={css['addQuery']}>
    {!alone && <Checkbox label={t('explore.to.take', { letter })} checked={taken} onChange={(e) => onEdit({ taken: e.currentTarget.checked })} />}
    <code>{clean(text, { max: 2_000 })}</code>
    {taken && groupedBy(expression).length > 0 && (
      <TextInput label={t('explore.to.legend', { letter })} description={t('explore.to.legend.help')} value={legend} maxLength={200} spellCheck={false} onChange={(e) => onEdit({ legend: e.currentTarget.value })} />
    )}
  </div>
)

/** What a service's page holds already; null until main has said so. Without an answer nothing is known of it, and what is added may get another id. */
const usePage = (key: string | null): Page | null => {
  const bridge = useBridge()
  const [page, setPage] = useState<Page | null>(null)
  useEffect(() => {
    if (key === null) return undefined
    let over = false
    bridge.panels(key).then(
      ({ panels, labels }) => { if (!over) setPage({ key, taken: new Set(panels.map(({ id }) => id)), labels }) },
      () => { if (!over) setPage({ key, taken: new Set(), labels: {} }) }
    )
    return () => { over = true }
  }, [bridge, key])
  return page?.key === key ? page : null
}

/** The expression, until the source has said what its only metric is. */
const useOfferedTitle = (queries: readonly Query[], helpOf: (metric: string) => Promise<string>): string => {
  const [help, setHelp] = useState('')
  const expression = queries[0]?.asked ?? ''
  const metric = useMemo(() => onlyMetric(expression), [expression])
  useEffect(() => {
    let over = false
    if (metric !== null) void helpOf(metric).then((text) => { if (!over) setHelp(text) })
    return () => { over = true }
  }, [metric, helpOf])
  return titleFrom(help || expression)
}
