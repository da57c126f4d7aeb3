import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Config } from '@shared/config/schema'
import type { Found, LookResult } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { duration } from '@shared/text/format'
import { countsText, remedyText } from '../../state/select/source-words'
import { Button, EnvTag, environmentName, Glyph, glyphName, Keycap, Panel, useTicking, Waiting } from '../../ui'
import { environmentsOf, isUsable } from './found'
import css from './welcome.module.css'

/** Tiles claim nothing longer than this after the look. */
const HOLDS_MS = 60_000
const MOST_TILES = 30
const took = (ms: number): string => (ms < 1000 ? t('welcome.ms', { ms: Math.round(ms) }) : t('welcome.s', { s: Math.round(ms / 100) / 10 }))

export interface FoundPanelProps {
  readonly result: LookResult
  /** When the look ended, ms. */
  readonly at: number
  readonly used: ReadonlySet<number>
  readonly notifications: Config['notifications'] | null
  readonly saving: boolean
  readonly refused: string | null
  readonly onUse: (index: number, on: boolean) => void
  readonly onStart: () => void
  readonly onLater: () => void
}

/** What answers at the address, what it leads to, and which services it sees; nothing is saved before it is asked for. */
export const FoundPanel = ({ result, at, used, notifications, saving, refused, onUse, onStart, onLater }: FoundPanelProps): ReactNode => {
  const environments = environmentsOf(result.found, used)
  const services = environments.reduce((n, e) => n + e.services.length, 0)
  const age = useTicking((now) => duration(now - at))
  const holds = useTicking((now) => now - at <= HOLDS_MS)
  const tells = (kind: string): string => t(notifications?.enabled && notifications.environments.some((e) => e === kind) ? 'welcome.tells' : 'welcome.tells.never')
  return (
    <Panel className={css['found'] ?? ''} title={t('welcome.found')} note={t('welcome.found.note', { time: took(result.tookMs), count: result.found.length })} end={<><Keycap>{t('welcome.space')}</Keycap><span className="caption">{t('welcome.found.space')}</span></>}>
      <div className={css['scroll']}>
        <ul className={css['things']}>{result.found.map((found, i) => <Thing key={i} found={found} on={used.has(i)} onUse={(on) => onUse(i, on)} />)}</ul>
        {environments.length > 0 && (
          <section className={css['environments']}>
            <h3>{t('welcome.environments')}</h3>
            <ul>{environments.map((e) => <li key={e.name}><span><EnvTag environment={e} /></span><b className="clip">{environmentName(e)}</b><span>{t('welcome.services', { n: e.services.length })}</span><span className="faint small">{tells(e.kind)}</span></li>)}</ul>
          </section>
        )}
        {environments.slice(0, 3).map((e) => (
          <section key={e.name} className={css['preview']}>
            <h3>{t('welcome.now', { environment: environmentName(e), age })}</h3>
            <ul className={css['tiles']}>
              {e.services.slice(0, MOST_TILES).map((s) => {
                const health = holds ? s.health : 'unknown'
                return <li key={s.key} className={`sev-${health}`} data-health={health}><Glyph tone={health} size={14} silent /><span className="clip" data-tip={s.name.length > 18 ? clean(s.name, { max: 200 }) : undefined}>{clean(s.name, { max: 80 })}</span><span className="sr-only">, {glyphName(health)}</span></li>
              })}
            </ul>
            {e.services.length > MOST_TILES && <p className="small faint">{t('welcome.more', { n: e.services.length - MOST_TILES })}</p>}
          </section>
        ))}
      </div>
      <footer className={css['start']}>
        <div>
          {refused === null ? <span className="small muted">{used.size === 0 ? t('welcome.none') : t('welcome.later.note')}</span> : <span role="alert" className={css['wrong']}>{t('welcome.notSaved', { reason: clean(refused, { max: 400 }) })}</span>}
          {saving && <Waiting words={(waited) => t('welcome.starting', { age: waited })} />}
        </div>
        <Button onClick={onLater}>{t('welcome.later')}</Button>
        <Button look="primary" keys="Ctrl+Enter" disabled={saving || used.size === 0} onClick={onStart}>{t('welcome.start', { n: services, sources: used.size })}</Button>
      </footer>
    </Panel>
  )
}

const Thing = ({ found, on, onUse }: { readonly found: Found; readonly on: boolean; readonly onUse: (on: boolean) => void }): ReactNode => {
  const name = clean(`${found.product} ${found.version}`.trim(), { max: 80 })
  const counts = countsText(found.counts)
  const tone = found.failure ? 'unknown' : found.health === 'ok' ? 'ok' : 'warning'
  return (
    <li>
      <Glyph tone={tone} size={18} />
      <div>
        <p className={css['thingName']}><b>{name}</b><span className="faint small">{[found.failure ? '' : t('welcome.answered', { time: took(found.tookMs) }), found.via ? t('welcome.via', { product: clean(found.via, { max: 60 }) }) : ''].filter(Boolean).join(', ')}</span></p>
        <p className="small muted">{found.failure ? `${failureText(found.failure, hostsOf(found) || name)} ${remedyText(found.failure)}` : [counts === '' ? '' : t('welcome.sees', { counts }), found.health === 'degraded' ? t('welcome.partial') : ''].filter(Boolean).join(' ')}</p>
      </div>
      {isUsable(found) ? <Switch data-use label={t('welcome.use')} aria-label={t('welcome.use.of', { name })} checked={on} onChange={(e) => onUse(e.currentTarget.checked)} /> : <span className="small faint">{t('welcome.known', { name: clean(found.known ?? '', { max: 60 }) })}</span>}
    </li>
  )
}
const hostsOf = ({ source }: Found): string => [source.url, ...(source.urls ?? [])].flatMap((url) => { if (url === undefined) return []; try { return [new URL(url).host] } catch { return [] } }).join(', ')
