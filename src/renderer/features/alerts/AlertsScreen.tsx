import { useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { aimed, GRAPH, readAim } from '@shared/domain/aim'
import type { Alert } from '@shared/domain/alert'
import { serviceKey } from '@shared/domain/service'
import type { Matcher } from '@shared/domain/silence'
import { t } from '@shared/text/catalogue'
import { useBridge, useFresh, useWholeSettled } from '../../state/garda'
import { useEnvironment } from '../../state/places'
import { useAcknowledge } from '../../state/acknowledge'
import { effectOf, freeOf } from '../../state/select/acks'
import { hiddenAlerts } from '../../state/select/alerts'
import { environmentOf } from '../../state/select/environments'
import { groupAlerts, groupKey, type AlertGroup } from '../../state/select/groups'
import { sourceSummary } from '../../state/select/sources'
import { callingPage, useSnooze } from '../../state/snooze'
import { useAppearance, useGo } from '../../state/view'
import { timeOf, useGoAt } from '../../time'
import { AckDialog, ClockContext, EmptyProof, environmentShout, ErrorBoundary, Panel, useKeys, useOpenLink, type KeyBinding } from '../../ui'
import css from './alerts.module.css'
import { runbookOf } from './annotations'
import { Drawer, GoneDrawer } from './Drawer'
import { Empty } from './Empty'
import { evidenceOf, evidenceText, linkText, type EvidenceInput } from './evidence'
import { compileFilter, parseFilter } from './filter'
import { Filters, withMatchers } from './Filters'
import { Footer } from './Footer'
import { GraphStage } from './GraphStage'
import { useKept } from './kept'
import { List } from './List'
import { alertOfRow, foldOf, rowsOf, sortedGroups, type Fold, type Row } from './rows'
import { isUnseen } from './seen'
import { listAlerts } from './tabs'
import { Tabs } from './Tabs'
import { WhyHidden } from './WhyHidden'

const SAID_MS = 2_500
/** To read a letter of it. */
const READ_MS = 80

/** Every alert: listed, filtered, and one of them in full. `item` is the id of the alert to show, aimed at its graph when that is to be large. */
const AlertsScreen = ({ item: place }: { readonly item: string | null }): ReactNode => {
  const { item, at: aim } = place === null ? { item: null, at: null } : readAim(place)
  const state = useWholeSettled()
  const { alerts, resolved, environments, sources } = state
  const bridge = useBridge()
  const fresh = useFresh()
  const environment = useEnvironment()
  const go = useGo()
  const goAt = useGoAt()
  const openLink = useOpenLink()
  const clock = useContext(ClockContext)
  const [{ time: zone }] = useAppearance()
  const [{ tab, matchers, text, folds }, change] = useKept()
  const [order, setOrder] = useState<readonly string[] | null>(null)
  const [cursor, setCursor] = useState<{ readonly key: string; readonly at: number }>({ key: '', at: 0 })
  const [shown, setShown] = useState<{ readonly item: string | null; readonly moved: boolean }>({ item: null, moved: false })
  const [why, setWhy] = useState(false)
  const [said, setSaid] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const copyLarge = useRef<(() => void) | null>(null)
  const grid = useRef<HTMLDivElement>(null)
  const name = environment?.name ?? ''

  const fits = useMemo(() => compileFilter({ matchers, words: parseFilter(text).words }, (a) => isUnseen(a, fresh)), [matchers, text, fresh])
  const listed = useMemo(() => listAlerts({ alerts, resolved }, tab, name, fits), [alerts, resolved, tab, name, fits])
  const groups = useMemo(() => sortedGroups(listed.alerts, order), [listed.alerts, order])
  const rows = useMemo(() => rowsOf(groups, folds, tab === 'now'), [groups, folds, tab])
  const places = useMemo(() => new Map(rows.map((row, i) => [row.key, i])), [rows])
  const at = places.get(cursor.key) ?? Math.min(cursor.at, rows.length - 1)
  const hidden = useMemo(() => hiddenAlerts(alerts, name), [alerts, name])

  const alert: Alert | null = item === null ? null : Object.hasOwn(alerts, item) ? alerts[item]! : Object.hasOwn(resolved, item) ? resolved[item]! : null
  if (item !== shown.item) {
    setShown({ item, moved: false })
    const place = rows.findIndex((row) => row.kind !== 'section' && row.group.alerts.some((a) => a.id === item) && (row.kind === 'group' ? row.group.lead.id === item || row.open !== true : row.kind === 'more' || alertOfRow(row)?.id === item))
    if (place >= 0) setCursor({ key: rows[place]!.key, at: place })
  }
  useEffect(() => {
    if (said === '') return undefined
    const timer = window.setTimeout(() => setSaid(''), Math.max(SAID_MS, said.length * READ_MS))
    return () => window.clearTimeout(timer)
  }, [said])

  const open = useCallback((id: string | null): void => go({ view: 'alerts', item: id }), [go])
  const fold = useCallback((key: string, to: Fold): void => change({ folds: new Map(folds).set(key, to) }), [change, folds])
  const onRow = useCallback((index: number, what: 'open' | 'fold'): void => {
    const row = rows[index]
    if (!row || row.kind === 'section') return
    setCursor({ key: row.key, at: index })
    if (row.kind === 'more') { fold(row.group.key, 'all'); return }
    if (what === 'fold') { fold(row.group.key, foldOf(row.group, folds) === 'closed' ? 'open' : 'closed'); return }
    const id = alertOfRow(row)?.id
    if (id !== undefined) { setShown((now) => ({ ...now, moved: false })); open(id) }
  }, [rows, fold, folds, open])
  const onOver = useCallback((over: boolean): void => setOrder(over ? groups.map((g) => g.key) : null), [groups])

  const target = alert ?? (item === null && rows[at] ? alertOfRow(rows[at]) : null)
  const row: Row | undefined = rows[at]
  const own = item === null && row && row.kind !== 'section' ? row.group : null
  const group = useMemo(() => {
    if (!target || own) return own
    const key = groupKey(target)
    const table = Object.hasOwn(alerts, target.id) ? alerts : resolved
    return groupAlerts(Object.values(table).filter((a) => groupKey(a) === key))[0] ?? null
  }, [target, own, alerts, resolved])
  const service = target?.service == null ? null : (state.services[serviceKey(target.environment, target.service)] ?? null)
  const runbook = target ? runbookOf(target, service) : null
  const graphs = useMemo(() => (alert && service ? (): void => goAt({ view: 'service', item: service.key }, timeOf(alert, clock.tick())) : null), [alert, service, goAt, clock])
  const large = alert !== null && aim === GRAPH
  const enlarge = useMemo(() => (target && !large ? (): void => go({ view: 'alerts', item: aimed(target.id, GRAPH) }) : null), [target, large, go])
  const copyText = useCallback((words: string, good: string): void => {
    bridge.copyText(words).then((done) => setSaid(done.ok ? good : t('alerts.copied.failed')), () => setSaid(t('alerts.copied.failed')))
  }, [bridge])
  const ack = useAcknowledge(setSaid)
  const free = target ? freeOf([target]) : []
  const freeGroup = group ? freeOf(group.alerts) : []
  const calling = target ? callingPage([target], state.pages) : null
  const snooze = useSnooze(setSaid)
  const asked = ack.asking?.alerts[0] && environmentShout(environmentOf(environments, ack.asking.alerts[0].environment))
  const known = (one: Alert, its: AlertGroup): EvidenceInput => ({ alert: one, group: its, state, fresh, now: clock.tick(), zone, runbook })
  const copy = (): void => { if (target && group) copyText(evidenceText(known(target, group)), t('alerts.copied')) }
  const addLabel = useCallback((matcher: Matcher): void => change({ matchers: withMatchers(matchers, [matcher]) }), [change, matchers])
  // from the large graph back to the alert, from there back to the list
  const close = useCallback((): void => { open(large ? item : null); grid.current?.focus({ preventScroll: true }) }, [open, large, item])

  const move = (step: number): void => {
    let next = at + step
    while (rows[next]?.kind === 'section') next += step
    const row = rows[next]
    if (!row) return
    setCursor({ key: row.key, at: next })
    setShown((now) => ({ ...now, moved: true }))
  }
  const bend = (to: 'toggle' | 'open' | 'closed'): void => {
    if (!row || row.kind === 'section') return
    if (row.kind === 'more') { fold(row.group.key, 'all'); return }
    const folded = foldOf(row.group, folds) === 'closed'
    if (row.group.alerts.length < 2 || (to === 'open' && !folded) || (to === 'closed' && folded)) return
    fold(row.group.key, folded ? 'open' : 'closed')
    setCursor({ key: row.group.key, at: places.get(row.group.key) ?? at })
  }
  const enter = (): void => {
    if (item !== null && (!shown.moved || (row && alertOfRow(row)?.id === item))) graphs?.()
    else if (row) onRow(at, 'open')
  }
  const viewKeys = t('shell.keys.view')
  const listKeys: readonly KeyBinding[] = large ? [] : [
    { keys: '/', label: t('alerts.keys.filter'), group: viewKeys, run: () => { field.current?.focus(); field.current?.select() } },
    { keys: 'J', label: t('alerts.keys.next'), group: viewKeys, repeat: true, run: () => move(1) },
    { keys: 'K', label: t('alerts.keys.previous'), group: viewKeys, repeat: true, run: () => move(-1) },
    { keys: '↓', label: t('alerts.keys.next'), group: viewKeys, repeat: true, unlisted: true, run: () => move(1) },
    { keys: '↑', label: t('alerts.keys.previous'), group: viewKeys, repeat: true, unlisted: true, run: () => move(-1) },
    { keys: 'Space', label: t('alerts.keys.expand'), group: viewKeys, run: () => bend('toggle') },
    { keys: '→', label: t('alerts.keys.expand'), group: viewKeys, unlisted: true, run: () => bend('open') },
    { keys: '←', label: t('alerts.keys.expand'), group: viewKeys, unlisted: true, run: () => bend('closed') }
  ]
  const onward = large ? graphs : enlarge
  const bindings: readonly KeyBinding[] = [
    ...listKeys,
    { keys: 'Enter', label: t('alerts.keys.open'), group: viewKeys, run: large ? () => graphs?.() : enter },
    ...(onward ? [{ keys: 'O', label: t(large ? 'alertGraph.key.service' : 'alertGraph.key'), group: viewKeys, run: onward }] : []),
    { keys: 'W', label: t('alerts.keys.why'), group: viewKeys, run: () => setWhy(!why) },
    ...(target ? [
      { keys: 'C', label: t('alerts.keys.copy'), group: viewKeys, run: copy },
      { keys: 'Y', label: t('alerts.keys.link'), group: viewKeys, run: () => copyText(linkText(target), t('alerts.copied.link')) }
    ] : []),
    ...(free.length > 0 ? [{ keys: 'A', label: t('ack.keys'), group: viewKeys, run: () => ack.ask({ page: null, alerts: free }) }] : []),
    ...(freeGroup.length > 0 ? [{ keys: 'Shift+A', label: t('ack.keys.group'), group: viewKeys, run: () => ack.ask({ page: null, alerts: freeGroup }) }] : []),
    ...(calling ? [{ keys: 'S', label: t('snooze.keys'), group: viewKeys, run: () => snooze(calling) }] : []),
    ...(runbook ? [{ keys: 'R', label: t('alerts.keys.runbook'), group: viewKeys, run: () => openLink(runbook) }] : [])
  ]
  useKeys('screen', bindings)
  useKeys('drawer', useMemo(() => (item === null ? [] : [{ keys: 'Esc', label: t(large ? 'alertGraph.key.back' : 'alerts.keys.close'), group: t('shell.keys.view'), run: close }]), [item, large, close]))

  if (!environment) {
    const { fresh: n, total } = sourceSummary(state, fresh)
    return <div className={css['empty']}><Panel><EmptyProof level={1} sure={false} title={t('alerts.empty.nowhere')} lines={[total === 0 ? t('alerts.empty.none') : t('overview.services.none.sources', { fresh: n, total })]} /></Panel></div>
  }
  const counted = tab === 'now' ? groups.filter((g) => g.state === 'firing') : groups
  const instances = counted.reduce((n, g) => n + g.alerts.length, 0)
  return (
    <div className={css['frame']}>
      <div className={css['console']} data-open={item !== null || undefined} data-large={large || undefined}>
        {large && group ? <ErrorBoundary what={t('alerts.graph')} key={`graph ${alert.id}`}><GraphStage alert={alert} state={state} fresh={fresh} said={said} evidence={() => evidenceOf(known(alert, group))} copy={copyLarge} onBack={close} onService={graphs} /></ErrorBoundary> : <>
        <Tabs tab={tab} counts={listed.counts} environment={environment} onTab={(to) => { setOrder(null); setCursor({ key: '', at: 0 }); change({ tab: to }) }} />
        <Filters matchers={matchers} text={text} field={field} onChange={change} onDone={() => grid.current?.focus({ preventScroll: true })} />
        <ErrorBoundary what={t('alerts.title')}>
          {rows.length === 0 ? <Empty tab={tab} environment={environment} hidden={listed.hidden} onClear={() => change({ matchers: [], text: '' })} />
            : <List key={`${tab} ${name}`} rows={rows} at={at} openId={item} grid={grid} fresh={fresh} sources={sources} environments={environments} onRow={onRow} onOver={onOver} />}
        </ErrorBoundary>
        </>}
        <Footer groups={counted.length} instances={instances} known={Object.keys(alerts).length + Object.keys(resolved).length} fresh={fresh} end={
          <>
            <WhyHidden hidden={hidden} state={state} environment={environmentShout(environment)} open={why} onOpen={setWhy} onAlert={(a) => { setWhy(false); open(a.id) }} />
            {item === null && <span role="status">{said}</span>}
          </>
        } />
        {item !== null && (
          <ErrorBoundary what={t('alerts.title')} key={item}>
            {alert && group
              ? <Drawer alert={alert} group={group} state={state} fresh={fresh} runbook={runbook} said={large ? '' : said} onAcknowledge={free.length > 0 ? () => ack.ask({ page: null, alerts: free }) : null} onSnooze={calling ? () => snooze(calling) : null} onGiveBack={alert.held?.here ? () => ack.giveBack({ page: null, alerts: [alert] }) : null} onClose={close} onGraphs={graphs} onLarge={large ? null : enlarge} onCopy={() => { if (large) copyLarge.current?.(); else copy() }} onCopyText={(words) => copyText(words, t('alerts.copied'))} onWhy={() => setWhy(true)} onRefused={setSaid} onLabel={addLabel} />
              : <GoneDrawer id={item} onClose={close} />}
          </ErrorBoundary>
        )}
        {asked && (
          <AckDialog count={ack.asking.alerts.length} environment={asked} effect={effectOf(ack.asking, state, asked)} sending={ack.sending} onSend={ack.send} onClose={ack.cancel} />
        )}
      </div>
    </div>
  )
}
export default AlertsScreen
