import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { DashboardBrief, DashboardList } from '@shared/domain/dashboard'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge } from '../../state/garda'
import { useGoAt } from '../../time'
import { Age, Asking, Button, DemoTag, EmptyProof, Icon, Panel, useKeys } from '../../ui'
import { ImportDialog } from './ImportDialog'
import { rangeFor } from './range-for'
import { RemoveDialog } from './RemoveDialog'
import type { Importing } from './use-import'
import css from './dashboards.module.css'

/** All imported dashboards, and the ways to more. */
export const ListScreen = ({ importing }: { readonly importing: Importing }): ReactNode => {
  const bridge = useBridge()
  const goAt = useGoAt()
  const [list, setList] = useState<DashboardList | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const [typed, setTyped] = useState('')
  const [dialog, setDialog] = useState<'text' | 'grafana' | null>(null)
  const [removing, setRemoving] = useState<DashboardBrief | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let over = false
    bridge.dashboards().then((answer) => { if (!over) { setList(answer); setFailure(null) } }, (error: unknown) => { if (!over) setFailure(error instanceof Error ? error.message : String(error)) })
    return () => { over = true }
  }, [bridge, round])

  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const rows = (list?.list ?? []).filter((b) => { const text = `${b.title} ${b.tags.join(' ')} ${b.origin}`.toLowerCase(); return words.every((word) => text.includes(word)) })
  const open = (brief: DashboardBrief): void => goAt({ view: 'dashboards', item: brief.id }, rangeFor(brief.lookbackMs))
  const move = (step: number): void => {
    const buttons = [...(frame.current?.querySelectorAll<HTMLElement>('button[data-open]') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus()
  }
  const group = t('shell.keys.view')
  useKeys('screen', [
    { keys: 'J', label: t('dashboards.keys.next'), group, repeat: true, run: () => move(1) },
    { keys: 'K', label: t('dashboards.keys.previous'), group, repeat: true, run: () => move(-1) },
    { keys: '/', label: t('dashboards.keys.search'), group, run: () => search.current?.focus() },
    { keys: 'N', label: t('dashboards.keys.file'), group, run: importing.file },
    { keys: 'P', label: t('dashboards.keys.text'), group, run: () => setDialog('text') },
    { keys: 'U', label: t('dashboards.keys.grafana'), group, run: () => setDialog('grafana') }
  ])
  const remove = (brief: DashboardBrief): void => {
    setRemoving(null)
    const failed = (reason: string): void => setProblem(clean(reason, { max: 300 }))
    bridge.removeDashboard({ id: brief.id }).then((done) => { if (done.reason !== '') failed(done.reason); setRound((n) => n + 1) }, (error: unknown) => failed(String(error)))
  }
  return (
    <div className={css['screen']} ref={frame}>
      <header className={css['head']}>
        <h1 className="display">{t('dashboards.title')}</h1>
        {list && <span className="faint small" role="status">{t('dashboards.count', { count: list.list.length })}</span>}
        <span className={css['headEnd']}>
          <Button icon="external" keys="U" onClick={() => setDialog('grafana')}>{t('dashboards.from.grafana')}</Button>
          <Button icon="copy" keys="P" onClick={() => setDialog('text')}>{t('dashboards.from.text')}</Button>
          <Button icon="plus" keys="N" disabled={importing.busy} onClick={importing.file}>{t('dashboards.from.file')}</Button>
        </span>
      </header>
      {problem !== null && <p role="alert" className={`${css['wrong']} sev-critical`}>{problem}</p>}
      {list && list.list.length > 0 && (
        <label className={css['search']}><Icon name="search" size={14} /><span className="sr-only">{t('dashboards.search')}</span>
          <input ref={search} type="search" value={typed} placeholder={t('dashboards.search')} onChange={(e) => setTyped(e.currentTarget.value)} onKeyDown={(e) => { if (e.key === 'Escape') { setTyped(''); e.currentTarget.blur() } }} />
        </label>
      )}
      {failure !== null ? <Panel><EmptyProof sure={false} title={t('dashboards.list.failed')} lines={[clean(failure, { max: 300 })]} action={<Button onClick={() => setRound((n) => n + 1)}>{t('dashboards.again')}</Button>} /></Panel>
        : list === null ? <div className={css['asking']}><Asking words={t('shell.opening', { what: t('dashboards.title') })} /></div>
          : list.list.length === 0 ? <Panel><EmptyProof sure={false} title={t('dashboards.none')} lines={[t('dashboards.none.body')]} action={<Button look="primary" onClick={importing.file}>{t('dashboards.from.file')}</Button>} /></Panel>
            : rows.length === 0 ? <Panel><EmptyProof sure={false} title={t('dashboards.none.fit')} lines={[t('dashboards.none.fit.body', { count: list.list.length })]} action={<Button onClick={() => setTyped('')}>{t('dashboards.search.clear')}</Button>} /></Panel>
              : <ul className={css['list']} aria-label={t('dashboards.title')}>{rows.map((brief) => <Row key={brief.id} brief={brief} onOpen={() => open(brief)} onRemove={() => setRemoving(brief)} />)}</ul>}
      {list && list.damaged.length > 0 && (
        <Panel title={t('dashboards.damaged.title')}><ul className={css['notes']}>{list.damaged.map((d) => <li key={d.file}><b>{clean(d.file, { max: 100 })}</b> {clean(d.reason, { max: 300 })}</li>)}</ul></Panel>
      )}
      {dialog !== null && <ImportDialog kind={dialog} importing={importing} onClose={() => setDialog(null)} />}
      {removing && <RemoveDialog title={titleOf(removing)} onRemove={() => remove(removing)} onClose={() => setRemoving(null)} />}
    </div>
  )
}

const titleOf = ({ title, id }: DashboardBrief): string => clean(title, { max: 120 }) || id

const Row = ({ brief, onOpen, onRemove }: { readonly brief: DashboardBrief; readonly onOpen: () => void; readonly onRemove: () => void }): ReactNode => (
  <li className={css['row']}>
    <button type="button" data-open={brief.id} className={css['open']} onClick={onOpen}>{titleOf(brief)}</button>
    <span className={css['tags']}>{brief.demo && <DemoTag />}{brief.tags.slice(0, 6).map((tag, i) => <span key={i} className={css['tag']}>{clean(tag, { max: 30 })}</span>)}</span>
    <span className="faint small">{t('dashboards.panels', { panels: brief.panels })}{brief.unshown > 0 && `, ${t('dashboards.unshown', { count: brief.unshown })}`}</span>
    <span className={`${css['from']} faint small`} data-tip={brief.origin.length > 40 ? clean(brief.origin, { max: 300 }) : undefined}>{brief.demo ? t('dashboards.origin.demo') : clean(brief.origin, { max: 120 }) || t('dashboards.origin.text')}</span>
    <span className="faint small">{brief.demo ? '' : <Age at={brief.importedAt} />}</span>
    <Button small look="quiet" icon="x" label={t('dashboards.remove.of', { title: titleOf(brief) })} onClick={onRemove}>{t('common.remove')}</Button>
  </li>
)
