import type { Config, SourceConfig } from '@shared/config/schema'
import { sourceSchema } from '@shared/config/schema'
import type { Found, LookResult } from '@shared/contract/commands'
import { serviceKey, type Health } from '@shared/domain/service'
import type { Failure, Offer, SourceSnapshot } from '@shared/domain/source'
import { t } from '@shared/text/catalogue'
import { environmentOf, rulesOf, serviceOf, severityIn, type Rules } from '../core/rules'
import type { Clock } from '../ports/clock'
import { asFailure, SourceFailure } from '../ports/failure'
import type { Identified } from '../ports/source-kind'
import { SOURCE_KINDS } from '../sources/registry'
import { createInstance, type InstanceTools } from './instances'
import { pollOnce } from './poller'

const LOOK_MS = 10_000

export interface LookTools { readonly tools: InstanceTools; readonly clock: Clock; readonly config: Config }

/** Finds out what answers at an address a person typed, what it can see, and what it leads to. Nothing found and no failure: something answers there that Garda cannot watch. */
export const look = async (typed: string, deps: LookTools): Promise<LookResult> => {
  const started = deps.clock.monotonic()
  const took = (): number => Math.round(deps.clock.monotonic() - started)
  const candidates = addresses(typed)
  if (candidates.length === 0) return { tookMs: took(), found: [], failure: { code: 'settings', values: { detail: t('welcome.notAddress') } } }
  let failure: Failure | null = null
  let stranger = false
  for (const url of candidates) {
    const known = await identify(url, deps)
    if (known instanceof SourceFailure) { failure ??= { code: known.code, values: known.values }; continue }
    if (!known) { stranger = true; continue }
    const { found, offers, troubles } = await examine(known, '', deps)
    const more: Found[] = []
    const ills = [...troubles]
    for (const offer of offers.slice(0, 8)) {
      const other = await identify(offer.url, deps)
      if (other && !(other instanceof SourceFailure)) {
        const seen = await examine(other, found.product, deps)
        more.push(seen.found)
        ills.push(...seen.troubles)
      } else more.push(unreached(offer, found.product, other ?? new SourceFailure('wrong-shape', { detail: t('welcome.noSuchKind', { kind: offer.kind }) }), deps))
    }
    return { tookMs: took(), found: [found, ...more].map((f) => ({ ...f, services: f.services.map((s) => ({ ...s, health: worst(s, ills) })) })), failure: null }
  }
  return { tookMs: took(), found: [], failure: stranger ? null : failure }
}

/** An alert that fires for a service, whichever source told it. */
interface Trouble { readonly service: string; readonly severity: 'critical' | 'warning' }

const troublesOf = (alerts: SourceSnapshot['alerts'], rules: Rules, fallback: string | null): readonly Trouble[] => (alerts ?? []).flatMap((a): Trouble[] => {
  const severity = severityIn(a.labels, rules)
  const name = serviceOf(a.labels, rules)
  return a.state !== 'firing' || name === null || (severity !== 'critical' && severity !== 'warning') ? [] : [{ service: serviceKey(environmentOf(a.labels, rules, fallback).name, name), severity }]
})
const worst = (service: Found['services'][number], troubles: readonly Trouble[]): Health => {
  const own = troubles.filter((x) => x.service === serviceKey(service.environment, service.name))
  return own.some((x) => x.severity === 'critical') ? 'critical' : own.length > 0 ? 'warning' : service.health
}

/** What was typed, with the scheme people leave out: https first, http for hosts that rarely have certificates. */
const addresses = (typed: string): readonly string[] => {
  const text = typed.trim()
  const tries = /^https?:\/\//i.test(text) ? [text] : /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? [] : [`https://${text}`, `http://${text}`]
  const parsed = tries.flatMap((t) => {
    try { const url = new URL(t); return url.username || url.password || !url.hostname ? [] : [url.href.replace(/\/+$/, '')] } catch { return [] }
  })
  return /^https?:\/\//i.test(text) || !/^(localhost|127\.|\[::1\]|[^./]+(:\d+)?(\/|$))/.test(text) ? parsed : [...parsed].reverse()
}

const identify = async (url: string, { tools, clock }: LookTools): Promise<Identified | SourceFailure | null> => {
  const abort = new AbortController()
  const cancel = clock.after(LOOK_MS, () => { abort.abort() })
  const http = tools.http.open(`look ${url}`, { auth: { type: 'none' }, headers: {}, tls: null, proxy: 'system' })
  try {
    let failure: SourceFailure | null = null
    for (const kind of SOURCE_KINDS) {
      if (!kind.identify) continue
      try {
        const found = await kind.identify(url, { http, machine: tools.machine, now: tools.now, signal: abort.signal })
        if (found) return found
      } catch (thrown) { failure ??= abort.signal.aborted ? new SourceFailure('timeout', { seconds: LOOK_MS / 1000 }) : asFailure(thrown) }
    }
    return failure
  } finally { cancel(); http.close() }
}

const configFor = (known: Identified, config: Config): SourceConfig => {
  const names = new Set(config.sources.map((s) => s.name.toLowerCase()))
  let name = known.name
  for (let n = 2; names.has(name.toLowerCase()); n++) name = `${known.name} ${n}`
  const urls = SOURCE_KINDS.find((k) => k.manifest.kind === known.kind)?.manifest.address === 'urls'
  return sourceSchema.parse({ name, kind: known.kind, ...(urls ? { urls: [known.url] } : { url: known.url }) })
}
const alreadyKnown = (url: string, config: Config): string | null => config.sources.find((s) => [s.url, ...(s.urls ?? [])].some((u) => u?.replace(/\/+$/, '') === url))?.name ?? null

const examine = async (known: Identified, via: string, deps: LookTools): Promise<{ readonly found: Found; readonly offers: readonly Offer[]; readonly troubles: readonly Trouble[] }> => {
  const source = configFor(known, deps.config)
  const instance = createInstance(source, false, deps.tools)
  const started = deps.clock.monotonic()
  try {
    const result = await pollOnce(instance, new AbortController(), deps.clock)
    const base = { source, product: known.product, version: known.version, tookMs: Math.round(deps.clock.monotonic() - started), known: alreadyKnown(known.url, deps.config), via }
    if (result instanceof SourceFailure) return { found: { ...base, health: 'error', failure: { code: result.code, values: result.values }, counts: {}, services: [] }, offers: [], troubles: [] }
    const rules = rulesOf(deps.config)
    const services = (result.services ?? []).map((s) => {
      const environment = environmentOf(s.labels, rules, source.environment ?? null)
      return { name: s.name, environment: environment.name, environmentKind: environment.kind, health: s.fresh ? ('ok' as const) : ('unknown' as const) }
    })
    return { found: { ...base, health: result.warnings.length ? 'degraded' : 'ok', failure: null, counts: result.counts, services }, offers: result.offers, troubles: troublesOf(result.alerts, rules, source.environment ?? null) }
  } finally { instance.close() }
}

const unreached = (offer: Offer, via: string, failure: SourceFailure, deps: LookTools): Found => ({
  source: configFor({ kind: offer.kind, url: offer.url, product: '', version: '', name: offer.kind }, deps.config),
  product: offer.kind, version: '', tookMs: 0, health: 'error', failure: { code: failure.code, values: failure.values }, counts: {}, services: [], known: alreadyKnown(offer.url, deps.config), via
})
