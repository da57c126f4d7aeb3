import { useMemo, useState, type ReactNode } from 'react'
import type { KindManifest } from '@shared/config/fields'
import type { ConfigView, Done, TestResult } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { duration, type Zone } from '@shared/text/format'
import { useBridge, useFresh, useWhole } from '../../state/garda'
import { countsText, remedyText } from '../../state/select/source-words'
import { serviceRows } from '../../state/select/services'
import { useAppearance, useGo } from '../../state/view'
import { Button, DataAge, Glyph, glyphName, Icon, Panel, TextButton, useKeys, useTicking, Waiting } from '../../ui'
import { assemble, type Surroundings } from './assemble'
import { newDraft } from './draft'
import { nameOfOffer, openOffers, type OpenOffer } from './offers'
import { RemoveDialog } from './RemoveDialog'
import { THIS_COMPUTER, toneOf, type SourceRow } from './rows'
import { SignIn } from './SignIn'
import css from './sources.module.css'
import { TestOutcome } from './TestOutcome'
import { certificateText, kindName, onlyFrom, standingText, watchdogFact, watchdogText } from './words'

const MOST_SERVICES = 10
type Busy = 'ask' | 'test' | 'change' | null
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export interface SourceDetailProps {
  readonly row: SourceRow
  readonly view: ConfigView | null
  readonly kinds: readonly KindManifest[]
  readonly surroundings: Surroundings
  readonly onEdit: () => void
  readonly onClose: () => void
  readonly onChanged: () => Promise<void>
}

/** One source: how it fares and why, what it brings, and what can be done about it. */
export const SourceDetail = ({ row, view, kinds, surroundings, onEdit, onClose, onChanged }: SourceDetailProps): ReactNode => {
  const bridge = useBridge()
  const state = useWhole()
  const [busy, setBusy] = useState<Busy>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [tested, setTested] = useState<TestResult | null>(null)
  const [removing, setRemoving] = useState(false)
  const { status, config, ages } = row
  const name = clean(row.name, { max: 80 })
  const tone = toneOf(row.standing)
  const words = useTicking((now) => standingText(row, now))
  const [{ time: zone }] = useAppearance()
  const certificate = useTicking((now) => certificateText(status, now, zone))
  const watchdog = useTicking((now) => watchdogText(status, now))
  const own = row.kind === THIS_COMPUTER && config === null
  const changeable = !row.readOnly && (config !== null || own)

  const run = async (what: Busy, command: () => Promise<Done>, done: string | null): Promise<boolean> => {
    if (busy) return false
    setBusy(what)
    setRefused(null)
    setSaid(null)
    let ok = false
    try {
      const result = await command()
      ok = result.ok
      if (!result.ok) setRefused(result.reason)
      else if (done !== null) setSaid(done)
      if (what === 'change') await onChanged()
    } catch (error) { setRefused(reasonOf(error)) }
    setBusy(null)
    return ok
  }
  const ask = (): void => { if (row.standing !== 'off') void run('ask', () => bridge.pollNow(row.id), t('sources.asked')) }
  const test = async (): Promise<void> => {
    if (busy || config === null) return
    setBusy('test')
    setTested(null)
    setRefused(null)
    try { setTested(await bridge.testSource(config, { was: config.name, secrets: {} })) } catch (error) { setRefused(reasonOf(error)) }
    setBusy(null)
  }
  const on = row.standing !== 'off'
  const turn = (): Promise<boolean> => run('change', () => (config ? bridge.saveSource({ ...config, enabled: !on }, { was: config.name, secrets: {} }) : bridge.saveSettings({ thisComputer: !on })), t(on ? 'sources.turnedOff' : 'sources.turnedOn'))
  const remove = async (): Promise<void> => {
    setRemoving(false)
    if (config && await run('change', () => bridge.removeSource(config.name), null)) onClose()
  }
  const add = (offer: OpenOffer): void => {
    const made = assemble(newDraft(offer.kind, { name: nameOfOffer(offer.urls[0]!, surroundings.names), urls: offer.urls.join('\n') }), surroundings)
    if (made.ok) void run('change', () => bridge.saveSource(made.source, { was: null, secrets: {} }), t('sources.added', { name: made.source.name }))
    else setRefused(made.problems[0]?.reason ?? '')
  }

  const group = t('shell.keys.view')
  useKeys('drawer', [
    { keys: 'Esc', label: t('sources.keys.close'), group, run: onClose },
    ...(on ? [{ keys: 'R', label: t('sources.keys.ask'), group, run: ask }] : []),
    ...(config ? [{ keys: 'T', label: t('sources.keys.test'), group, run: () => void test() }] : []),
    ...(changeable ? [{ keys: 'E', label: t('sources.keys.edit'), group, run: onEdit }] : [])
  ])

  const offers = status ? openOffers(status.offers, view?.config.sources ?? [], kinds) : []
  return (
    <Panel className={css['detail'] ?? ''} title={name} note={kindName(row.kind)} end={<Button small look="quiet" icon="x" label={t('common.close')} onClick={onClose}>{null}</Button>}>
      <div className={css['scroll']}>
        <section className={`${css['says']} ${tone ? `sev-${tone}` : ''}`}>
          {tone ? <Glyph tone={tone} size={20} silent /> : <Icon name="pause" size={20} />}
          <div>
            <h3>{t(`sources.state.${row.standing}`)}</h3>
            <p>{words}</p>
            {status?.failure && remedyText(status.failure) !== '' && <p className="muted">{remedyText(status.failure)}</p>}
          </div>
        </section>
        <div className={`${css['acts']} ${css['bar']}`}>
          {on && <Button keys="R" disabled={busy !== null} onClick={ask}>{t('sources.ask')}</Button>}
          {config && <Button keys="T" disabled={busy !== null} onClick={() => void test()}>{t('common.test')}</Button>}
          {changeable && <Button keys="E" onClick={onEdit}>{t('common.edit')}</Button>}
          {changeable && <Button disabled={busy !== null} onClick={() => void turn()}>{t(on ? 'sources.turnOff' : 'sources.turnOn')}</Button>}
          {changeable && config && <Button look="quiet" onClick={() => setRemoving(true)}>{t('sources.remove')}</Button>}
        </div>
        <div role="status" className={css['said']}>
          {(busy === 'ask' || busy === 'test') && <Waiting words={(age) => t('sources.asking', { name, age })} />}
          {tested && <TestOutcome result={tested} name={name} />}
          {said !== null && <p className="muted small">{said}</p>}
        </div>
        {refused !== null && <p role="alert" className={css['wrong']}>{t('sources.refused', { reason: clean(refused, { max: 400 }) })}</p>}

        {status && config && <SignIn key={row.id} status={status} zone={zone} signOut={(command, done) => run('change', command, done)} />}
        {watchdog !== '' && <p className={`${css['certificate']} sev-warning`}><Glyph tone="warning" size={14} /><span>{watchdog}</span></p>}
        {certificate !== '' && <p className={`${css['certificate']} sev-warning`}><Glyph tone="warning" size={14} /><span>{certificate}</span></p>}
        {row.readOnly && <p className={css['hint']}><Icon name="book" size={14} />{view?.file ? t('sources.fromFile', { file: clean(view.file, { max: 200 }) }) : t('sources.fromDemo')}</p>}
        {offers.map((offer) => (
          <div key={offer.urls.join()} className={css['offer']}>
            <p>{t('sources.offer', { product: clean(status?.product?.name ?? name, { max: 60 }), kind: kindName(offer.kind.kind), where: clean(offer.urls.map(hostOf).join(', '), { max: 200 }), count: offer.urls.length })}</p>
            <Button small icon="plus" disabled={busy !== null} onClick={() => add(offer)}>{t('common.add')}</Button>
          </div>
        ))}
        {status && status.warnings.length > 0 && (
          <section className={css['block']}><h3>{t('sources.warnings')}</h3>
            <ul>{status.warnings.slice(0, 8).map((w, i) => (
              <li key={i} className={css['warning']}><Glyph tone="warning" size={14} /><span>{clean(w.text, { max: 300 })}{w.failure && <span className="muted"> {failureText(w.failure, name)}</span>}</span></li>
            ))}</ul>
          </section>
        )}
        {status && status.clockSkewMs !== 0 && <p className={css['hint']}>{t(status.clockSkewMs > 0 ? 'sources.skew.ahead' : 'sources.skew.behind', { time: duration(Math.abs(status.clockSkewMs)) })}</p>}
        <Facts row={row} zone={zone} />
        {status && ages && <Brings id={row.id} state={state} />}
      </div>
      {removing && <RemoveDialog name={name} effect={onlyFrom(row.id, state)} on={on} onRemove={() => void remove()}
        onSwitchOff={() => { setRemoving(false); void turn() }} onClose={() => setRemoving(false)} />}
    </Panel>
  )
}

const hostOf = (url: string): string => { try { return new URL(url).host } catch { return url } }

const Facts = ({ row, zone }: { readonly row: SourceRow; readonly zone: Zone }): ReactNode => {
  const { status, config, ages } = row
  const counts = status ? countsText(status.counts) : ''
  const facts: readonly (readonly [string, ReactNode])[] = [
    ...(row.address ? [[t('sources.fact.address'), clean(row.address, { max: 300 })] as const] : []),
    ...(status?.product ? [[t('sources.fact.product'), clean(`${status.product.name} ${status.product.version}`.trim(), { max: 80 })] as const] : []),
    ...(counts ? [[t('sources.fact.counts'), counts] as const] : []),
    ...(ages ? [[t('sources.fact.age'), <DataAge key="age" source={row.name} at={ages.successAt} stale={row.standing !== 'ok' && row.standing !== 'degraded'} />] as const] : []),
    ...(status ? [[t('sources.fact.every'), duration(status.intervalMs)] as const] : []),
    ...(status?.watchdog ? [[t('sources.fact.watchdog'), watchdogFact(status.watchdog, zone)] as const] : []),
    ...(config?.environment === undefined ? [] : [[t('sources.fact.environment'), clean(config.environment, { max: 80 })] as const]),
    ...(config && row.address ? [[t('sources.fact.signIn'), t(`sources.auth.${config.auth.type}`)] as const] : []),
    ...(config && config.proxy !== 'system' ? [[t('sources.fact.proxy'), config.proxy === 'none' ? t('sources.form.proxy.none') : clean(config.proxy, { max: 120 })] as const] : []),
    ...(status && status.abilities.length > 0 ? [[t('sources.fact.abilities'), status.abilities.map((a) => t(`sources.ability.${a}`)).join(', ')] as const] : [])
  ]
  return <dl className={css['facts']}>{facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
}

const Brings = ({ id, state }: { readonly id: string; readonly state: ReturnType<typeof useWhole> }): ReactNode => {
  const fresh = useFresh()
  const go = useGo()
  const { alerts, services, signals, incidents } = state
  const all = useMemo(() => serviceRows({ alerts, services, signals, incidents }, null, fresh), [alerts, services, signals, incidents, fresh])
  const rows = useMemo(() => all.filter((r) => r.service.seenBy.some((s) => s.source === id)), [all, id])
  const firing = useMemo(() => Object.values(alerts).filter((a) => a.state === 'firing' && a.sources.includes(id)).length, [alerts, id])
  return (
    <section className={css['block']}>
      <h3>{t('sources.brings', { services: rows.length, alerts: firing })}</h3>
      <ul className={css['brings']}>
        {rows.slice(0, MOST_SERVICES).map((r) => (
          <li key={r.service.key} className={`sev-${r.health}`}>
            <button type="button" onClick={() => go({ view: 'service', item: r.service.key })}><Glyph tone={r.health} size={14} silent /><span className="clip">{clean(r.service.name, { max: 80 })}</span><span className="sr-only">, {glyphName(r.health)}</span></button>
          </li>
        ))}
      </ul>
      {(rows.length > MOST_SERVICES || firing > 0) && <p className="small muted">
        {rows.length > MOST_SERVICES && <TextButton onClick={() => go({ view: 'services', item: null })}>{t('sources.brings.more', { count: rows.length - MOST_SERVICES })}</TextButton>}{' '}
        {firing > 0 && <TextButton onClick={() => go({ view: 'alerts', item: null })}>{t('sources.brings.alerts', { count: firing })}</TextButton>}
      </p>}
    </section>
  )
}
