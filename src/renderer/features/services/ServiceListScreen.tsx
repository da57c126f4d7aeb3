import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Tier } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { useFresh, useGarda, useSettled } from '../../state/garda'
import { useEnvironment } from '../../state/places'
import { environmentList } from '../../state/select/environments'
import { serviceRows } from '../../state/select/services'
import { sourceSummary } from '../../state/select/sources'
import { useAppearance, useGo } from '../../state/view'
import { Button, EmptyProof, environmentName, Icon, Keycap, Panel, Segments, useKeys, type KeyBinding } from '../../ui'
import { environmentsOf, filterServices, NO_FILTER, tiersOf, type HealthFilter, type ServiceFilter } from './list'
import { ServiceListRow } from './ServiceListRow'
import css from './ServiceList.module.css'

const ROW_PX = 36
const HEAD_PX = 30
const MOST_PINNED = 20
const HEALTHS: readonly HealthFilter[] = ['all', 'trouble', 'unknown', 'ok']
const COLUMNS = ['service', 'environment', 'tier', 'owner', 'since', 'alerts', 'targets', 'age'] as const

const select = {
  alerts: (s: AppState) => s.alerts, services: (s: AppState) => s.services, signals: (s: AppState) => s.signals, incidents: (s: AppState) => s.incidents,
  environments: (s: AppState) => s.environments, sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages
}

/** Every service that is known, most important first, with how it is and who it belongs to. */
const ServiceListScreen = (): ReactNode => {
  const alerts = useSettled(select.alerts)
  const services = useSettled(select.services)
  const signals = useSettled(select.signals)
  const incidents = useSettled(select.incidents)
  const environments = useGarda(select.environments)
  const sources = useGarda(select.sources)
  const ages = useGarda(select.ages)
  const fresh = useFresh()
  const shown = useEnvironment()
  const go = useGo()
  const [{ pinned }, setAppearance] = useAppearance()
  const [filter, setFilter] = useState<ServiceFilter>(NO_FILTER)
  const [at, setAt] = useState(-1)
  const all = useMemo(() => serviceRows({ alerts, services, signals, incidents }, null, fresh), [alerts, services, signals, incidents, fresh])
  const [everywhere, setEverywhere] = useState(false)
  const environment = everywhere ? null : (filter.environment ?? shown?.name ?? null)
  const rows = useMemo(() => filterServices(all, { ...filter, environment }), [all, filter, environment])
  const tiers = useMemo(() => tiersOf(all), [all])
  const places = useMemo(() => environmentsOf(all, environmentList(environments)), [all, environments])
  const field = useRef<HTMLInputElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  // all places are worked out anew whenever this function is another one: so only with the rows
  const getItemKey = useCallback((i: number) => rows[i]!.service.key, [rows])
  const virtualizer = useVirtualizer({
    count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 10,
    scrollPaddingStart: HEAD_PX, scrollPaddingEnd: HEAD_PX, getItemKey, initialRect: { width: 1000, height: 800 }
  })
  const change = (to: Partial<ServiceFilter>): void => { setAt(-1); setFilter((now) => ({ ...now, ...to })) }
  const move = (step: number): void => {
    if (rows.length === 0) return
    const next = Math.max(0, Math.min(rows.length - 1, at + step))
    virtualizer.scrollToIndex(next, { align: 'auto' })
    setAt(next)
  }
  useEffect(() => {
    if (at >= 0) scroller.current?.querySelector<HTMLElement>(`[data-row="${at}"] [data-open]`)?.focus()
  }, [at])
  const pin = useCallback((key: string): void => {
    setAppearance({ pinned: pinned.includes(key) ? pinned.filter((p) => p !== key) : [...pinned, key].slice(-MOST_PINNED) })
  }, [pinned, setAppearance])
  const open = useCallback((key: string): void => go({ view: 'service', item: key }), [go])
  const group = t('shell.keys.view')
  const bindings: readonly KeyBinding[] = [
    { keys: '/', label: t('services.filter'), group, run: () => field.current?.focus() },
    { keys: 'J', label: t('services.keys.next'), group, repeat: true, run: () => move(1) },
    { keys: 'K', label: t('services.keys.previous'), group, repeat: true, run: () => move(-1) },
    ...(at >= 0 && rows[at] ? [{ keys: 'P', label: t('services.keys.pin'), group, run: () => pin(rows[at]!.service.key) }] : [])
  ]
  useKeys('screen', bindings)
  const filtered = filter.text !== '' || filter.health !== 'all' || filter.tier !== null
  const summary = sourceSummary({ sources, ages }, fresh)
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <h1 className="display">{t('services.title')}</h1>
        <span className="faint small" role="status">{rows.length === all.length ? t('services.count', { shown: all.length }) : t('services.countOf', { shown: rows.length, total: all.length })}</span>
      </header>
      <div className={css['filters']}>
        <label className={css['field']}><Icon name="search" /><span className="sr-only">{t('services.filter')}</span>
          <input ref={field} type="search" value={filter.text} placeholder={t('services.filter.placeholder')} spellCheck={false} onChange={(e) => change({ text: e.target.value })}
            onKeyDown={(e) => {
              if (e.key === 'Escape') { e.preventDefault(); if (filter.text === '') field.current?.blur(); else change({ text: '' }) }
              else if (e.key === 'Enter' || e.key === 'ArrowDown') { e.preventDefault(); setAt(-1); move(1) }
            }} />
          <Keycap>/</Keycap>
        </label>
        {places.length > 1 && <Segments label={t('services.environment')} value={environment ?? ''} onChange={(name) => { setEverywhere(name === ''); change({ environment: name === '' ? null : name }) }}
          options={[{ value: '', label: t('services.environment.all') }, ...places.map((e) => ({ value: e.name, label: environmentName(e) }))]} />}
        <Segments label={t('services.health')} value={filter.health} onChange={(health) => change({ health })} options={HEALTHS.map((value) => ({ value, label: t(`services.health.${value}`) }))} />
        {tiers.length > 1 && <Segments label={t('services.tier')} value={filter.tier === null ? '' : String(filter.tier)} onChange={(value) => change({ tier: value === '' ? null : (Number(value) as Tier) })}
          options={[{ value: '', label: t('services.tier.all') }, ...tiers.map((tier) => ({ value: String(tier), label: t('services.tier.n', { tier }) }))]} />}
        {filtered && <Button small look="quiet" icon="x" onClick={() => change(NO_FILTER)}>{t('services.clear')}</Button>}
      </div>
      {rows.length === 0 ? (
        <Panel><EmptyProof sure={false} title={t(all.length === 0 ? 'services.none' : 'services.none.filter')}
          lines={[all.length === 0 ? t('services.none.body', { fresh: summary.fresh, total: summary.total }) : t('services.none.filter.body', { total: all.length })]} /></Panel>
      ) : (
        <div className={css['table']} role="table" aria-label={t('services.title')} aria-rowcount={rows.length + 1}>
          <div className={css['body']} ref={scroller}>
            <div className={`${css['row']} ${css['columns']} caption`} role="row">
              <span role="columnheader"><span className="sr-only">{t('services.column.health')}</span></span>
              {COLUMNS.map((c) => <span key={c} role="columnheader" data-column={c}>{t(`services.column.${c}`)}</span>)}
              <span role="columnheader"><span className="sr-only">{t('services.pinned')}</span></span>
            </div>
            <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
              {virtualizer.getVirtualItems().map((v) => (
                <div key={v.key} role="rowgroup" style={{ position: 'absolute', insetInline: 0, top: v.start, height: v.size }}>
                  <ServiceListRow row={rows[v.index]!} index={v.index} focusable={v.index === Math.max(0, at)} alerts={alerts} sources={sources} ages={ages} environments={environments}
                    pinned={pinned.includes(rows[v.index]!.service.key)} onOpen={open} onPin={pin} />
                </div>
              ))}
            </div>
          </div>
        </div>
      )}
    </div>
  )
}
export default ServiceListScreen
