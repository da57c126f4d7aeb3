import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { KindManifest } from '@shared/config/fields'
import { nameKey } from '@shared/config/schema'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useConfig } from '../../state/config'
import { useBridge, useFresh, useGarda } from '../../state/garda'
import { useGo } from '../../state/view'
import { Asking, Button, EmptyProof, Panel, useKeys } from '../../ui'
import type { Surroundings } from './assemble'
import { draftOf, newDraft, type Draft } from './draft'
import { sourceRows, THIS_COMPUTER, type SourceRow } from './rows'
import { SourceDetail } from './SourceDetail'
import { SourceForm } from './SourceForm'
import { SecretPlaceContext, type SecretPlace } from './secret-place'
import css from './sources.module.css'
import { SourceTable } from './SourceTable'

const select = { sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages, mode: (s: AppState) => s.meta.mode }

type Open = { readonly at: 'nothing' } | { readonly at: 'source'; readonly id: string } | { readonly at: 'form'; readonly id: string | null; readonly first: Draft; readonly was: string | null }

/** `+add` opens an empty form, `+add https://…` one with an address; anything else is a source's id. */
const ADD = '+add'

const SourcesScreen = ({ item }: { readonly item: string | null }): ReactNode => {
  const bridge = useBridge()
  const [kinds, setKinds] = useState<readonly KindManifest[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    bridge.kinds().then((list) => { if (here) setKinds(list) }, (error: unknown) => { if (here) setFailure(error instanceof Error ? error.message : String(error)) })
    return () => { here = false }
  }, [bridge])
  if (failure !== null) return <div className={css['pad']}><Panel><EmptyProof level={1} sure={false} title={t('sources.noKinds')} lines={[clean(failure, { max: 300 })]} /></Panel></div>
  return kinds ? <Sources key={item} item={item} kinds={kinds} /> : <div className={css['pad']}><Asking words={t('shell.opening', { what: t('sources.title') })} /></div>
}
export default SourcesScreen

const Sources = ({ item, kinds }: { readonly item: string | null; readonly kinds: readonly KindManifest[] }): ReactNode => {
  const bridge = useBridge()
  const go = useGo()
  const sources = useGarda(select.sources)
  const ages = useGarda(select.ages)
  const mode = useGarda(select.mode)
  const fresh = useFresh()
  const { view, failure, reload } = useConfig()
  const rows = useMemo(() => sourceRows({ sources, ages }, view?.config ?? null, view?.readOnly.sources ?? [], fresh, mode === 'live' ? t('kind.this-computer') : null), [sources, ages, view, fresh, mode])
  const [open, setOpen] = useState<Open>(() => startOf(item, kinds))
  const frame = useRef<HTMLDivElement>(null)
  const shown = open.at === 'nothing' ? null : open.id
  const row = open.at === 'source' ? (rows.find((r) => r.id === open.id) ?? null) : null
  const choices = kinds.filter((k) => !k.builtIn && k.address !== 'none')

  const surroundingsOf = (was: string | null): Surroundings => ({
    kinds, names: rows.map((r) => r.name).filter((name) => was === null || nameKey(name) !== nameKey(was)), secretNames: view?.secretNames ?? [], weakStore: view?.weakStore ?? false
  })
  const weak = view?.weakStore ?? false
  const agreed = view?.config.weakSecrets ?? false
  const place = useMemo((): SecretPlace => ({
    weak, agreed,
    agree: async () => {
      const done = await bridge.saveSettings({ weakSecrets: true })
      await reload()
      return done
    }
  }), [weak, agreed, bridge, reload])
  const focusRow = (id: string): void => { [...(frame.current?.querySelectorAll<HTMLElement>('button[data-open]') ?? [])].find((b) => b.dataset['open'] === id)?.focus() }
  const move = (step: number): void => {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['open'] : undefined
    const from = rows.findIndex((r) => r.id === (focused ?? shown))
    const next = rows[Math.max(0, Math.min(rows.length - 1, from + step))]
    if (!next) return
    focusRow(next.id)
    if (open.at === 'source') setOpen({ at: 'source', id: next.id })
  }
  const close = (): void => {
    const id = shown
    setOpen({ at: 'nothing' })
    window.requestAnimationFrame(() => { if (id) focusRow(id) })
  }
  const edit = (of: SourceRow): void => {
    const kind = kinds.find((k) => k.kind === of.kind) ?? null
    const own = of.kind === THIS_COMPUTER && of.config === null && kind
    if (of.config) setOpen({ at: 'form', id: of.id, first: draftOf(of.config, kind), was: of.config.name })
    else if (own) setOpen({ at: 'form', id: of.id, first: newDraft(own, { name: of.name }), was: null })
  }
  const add = (): void => { const kind = choices[0]; if (kind) setOpen({ at: 'form', id: null, first: newDraft(kind), was: null }) }

  const group = t('shell.keys.view')
  useKeys('screen', [
    { keys: 'J', label: t('sources.keys.next'), group, repeat: true, run: () => move(1) },
    { keys: 'K', label: t('sources.keys.previous'), group, repeat: true, run: () => move(-1) },
    { keys: 'N', label: t('sources.keys.add'), group, run: add },
    { keys: 'L', label: t('sources.keys.look'), group, run: () => go({ view: 'welcome', item: null }) }
  ])
  const formNames = open.at === 'form' ? (open.was ?? (open.id === null ? null : (rows.find((r) => r.id === open.id)?.name ?? null))) : (row?.name ?? null)
  return (
    <div className={css['screen']} data-open={open.at !== 'nothing' || undefined} ref={frame}>
      <header className={css['head']}>
        <h1 className="display">{t('sources.title')}</h1>
        <span className="faint small" role="status">{summary(rows, fresh)}</span>
        <span className={css['headEnd']}>
          <Button icon="search" keys="L" onClick={() => go({ view: 'welcome', item: null })}>{t('sources.look')}</Button>
          <Button icon="plus" keys="N" onClick={add}>{t('sources.byHand')}</Button>
        </span>
      </header>
      {failure !== null && <p role="alert" className={css['wrong']}>{t('sources.noConfig', { reason: clean(failure, { max: 300 }) })}</p>}
      <div className={css['columnsOf']}>
        {rows.length === 0
          ? <Panel><EmptyProof sure={false} title={t('sources.none')} lines={[t('sources.none.body')]} /></Panel>
          : <SourceTable rows={rows} open={shown} onOpen={(id) => setOpen({ at: 'source', id })} />}
        {row && <SourceDetail key={row.id} row={row} view={view} kinds={kinds} surroundings={surroundingsOf(null)} onEdit={() => edit(row)} onClose={close} onChanged={reload} />}
        {open.at === 'form' && <SecretPlaceContext value={place}><SourceForm key={`${open.id} ${open.was}`} first={open.first} was={open.was} choices={choices} surroundings={surroundingsOf(formNames)} demo={mode === 'demo'}
          onSaved={(saved) => { void reload(); setOpen({ at: 'source', id: nameKey(saved.name) }) }} onClose={() => (open.id === null ? close() : setOpen({ at: 'source', id: open.id }))} /></SecretPlaceContext>}
      </div>
    </div>
  )
}

const startOf = (item: string | null, kinds: readonly KindManifest[]): Open => {
  if (item === null) return { at: 'nothing' }
  if (item !== ADD && !item.startsWith(`${ADD} `)) return { at: 'source', id: item }
  const kind = kinds.find((k) => !k.builtIn && k.address !== 'none')
  const url = item.slice(ADD.length).trim()
  return kind ? { at: 'form', id: null, first: newDraft(kind, { urls: url, ...(url === '' ? {} : { name: hostName(url), auth: 'basic' }) }), was: null } : { at: 'nothing' }
}
const hostName = (url: string): string => { try { return new URL(url).hostname } catch { return '' } }

const summary = (rows: readonly SourceRow[], fresh: ReadonlySet<string>): string => {
  const on = rows.filter((r) => r.standing !== 'off')
  return t('sources.summary', { fresh: on.filter((r) => fresh.has(r.id)).length, total: on.length, off: rows.length - on.length })
}
