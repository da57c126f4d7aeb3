import { parse } from 'yaml'
import { durationMs } from '@shared/config/duration'
import { labelsOf, type Labels } from '@shared/domain/labels'
import type { Offer } from '@shared/domain/source'
import { t } from '@shared/text/catalogue'
import { EXTRA_AGAIN_MS, isDue } from '../../ports/ask'
import { asFailure } from '../../ports/failure'
import { sameBytes } from '../../ports/wire'
import type { Api } from './api'
import { alertmanagersWire, buildinfoWire, configWire } from './wire'

/** What changes rarely and is therefore asked for rarely. None of it is needed to watch: what cannot be read stays as it was. */
export interface Facts {
  readonly product: { readonly name: string; readonly version: string } | null
  /** Null: not known (Thanos has no such page, proxies hide it). */
  readonly externalLabels: Labels | null
  readonly scrape: Scrape
  readonly offers: readonly Offer[]
  readonly askedAt: { readonly product: number | null; readonly config: number | null; readonly offers: number | null }
  readonly configBody: Uint8Array | null
}
/** Scrape intervals, ms. */
export interface Scrape { readonly usual: number; readonly byJob: ReadonlyMap<string, number> }

const DEFAULT_SCRAPE: Scrape = { usual: 60_000, byJob: new Map() }
export const NO_FACTS: Facts = { product: null, externalLabels: null, scrape: DEFAULT_SCRAPE, offers: [], askedAt: { product: null, config: null, offers: null }, configBody: null }

const PRODUCT_MS = 3_600_000
const CONFIG_MS = 600_000
const OFFERS_MS = 300_000

/** Asks for what is due. Never rejects but for a poll that was called off. */
export const refreshFacts = async (api: Api, before: Facts, now: number, signal: AbortSignal): Promise<Facts> => {
  const due = (part: keyof Facts['askedAt'], every: number): boolean => isDue(before.askedAt[part], every, now)
  const [product, config, offers] = await Promise.all([
    due('product', PRODUCT_MS) ? attempt(() => readProduct(api), signal) : null,
    due('config', CONFIG_MS) ? attempt(() => readConfig(api, before), signal) : null,
    due('offers', OFFERS_MS) ? attempt(() => readOffers(api, before.offers), signal) : null
  ])
  if (!product && !config && !offers) return before
  const asked = (tried: Attempt | null, old: number | null, every: number): number | null => (!tried ? old : tried.answered ? now : now - every + EXTRA_AGAIN_MS)
  const { askedAt } = before
  return {
    ...before, ...product?.value, ...config?.value, ...offers?.value,
    askedAt: { product: asked(product, askedAt.product, PRODUCT_MS), config: asked(config, askedAt.config, CONFIG_MS), offers: asked(offers, askedAt.offers, OFFERS_MS) }
  }
}

interface Attempt { readonly answered: boolean; readonly value: Partial<Facts> }

/** A page that is not there or not allowed has answered, too: it is not asked for again at every poll. */
const SETTLED: ReadonlySet<string> = new Set(['not-found', 'forbidden', 'unauthorized', 'unexpected-status', 'html', 'not-json', 'wrong-shape', 'api-error', 'empty'])
const attempt = async (read: () => Promise<Partial<Facts>>, signal: AbortSignal): Promise<Attempt> => {
  try { return { answered: true, value: await read() } } catch (thrown) {
    signal.throwIfAborted()
    return { answered: SETTLED.has(asFailure(thrown).code), value: {} }
  }
}

const readProduct = async (api: Api): Promise<Partial<Facts>> => {
  const { data } = await api.call(buildinfoWire, '/api/v1/status/buildinfo')
  return { product: productOf(data) }
}

/** Mimir and its kin give their own name; what gives not even a version only speaks like a Prometheus. */
export const productOf = ({ version, application }: { readonly version: string; readonly application?: string | undefined }): { readonly name: string; readonly version: string } =>
  ({ name: application || (version ? 'Prometheus' : t('prometheus.compatible')), version })

const readConfig = async (api: Api, before: Facts): Promise<Partial<Facts>> => {
  const path = '/api/v1/status/config'
  const response = await api.get(path)
  if (before.configBody && response.status === 200 && sameBytes(before.configBody, response.body)) return {}
  return { ...readYaml(api.read(configWire, response, path).data.yaml), configBody: response.body }
}

/**
 * External labels and scrape intervals. Only the short global block goes through the YAML parser: a whole configuration may be
 * megabytes long. Prometheus prints it in one fixed form, in which a job's own keys stand two spaces in.
 */
export const readYaml = (text: string): Pick<Facts, 'externalLabels' | 'scrape'> => {
  const sections = text.split(/^(?=[a-z_]+:)/m)
  const global = globalOf(sections.find((s) => s.startsWith('global:')))
  const usual = intervalOf(global?.['scrape_interval'])
  const byJob = new Map<string, number>()
  let job: string | null = null
  for (const line of (sections.find((s) => s.startsWith('scrape_configs:')) ?? '').split('\n')) {
    if (line.startsWith('- ')) job = null
    const found = /^(?:- | {2})(job_name|scrape_interval): (.+)$/.exec(line)
    if (!found) continue
    if (found[1] === 'job_name') job = scalar(found[2]!)
    else if (job !== null) byJob.set(job, durationMs(found[2]!) ?? usual)
  }
  const labels = global?.['external_labels']
  const entries = typeof labels === 'object' && labels !== null ? Object.entries(labels).filter((e): e is [string, string] => typeof e[1] === 'string') : []
  return { externalLabels: global && labelsOf(entries), scrape: { usual, byJob } }
}

const intervalOf = (value: unknown): number => (typeof value === 'string' ? durationMs(value) : null) ?? DEFAULT_SCRAPE.usual

/** Every scalar stays text: a label `eu: 1` is the word 1. Null: there is no such block, or none that can be read. */
const globalOf = (block: string | undefined): Readonly<Record<string, unknown>> | null => {
  try {
    const read = parse(block ?? '', { schema: 'failsafe' }) as { readonly global?: unknown } | null
    return typeof read?.global === 'object' && read.global !== null ? (read.global as Readonly<Record<string, unknown>>) : null
  } catch { return null }
}
const scalar = (text: string): string => {
  if (!/^["']/.test(text)) return text
  try { return String(parse(text, { schema: 'failsafe' })) } catch { return text }
}

const readOffers = async (api: Api, before: readonly Offer[]): Promise<Partial<Facts>> => {
  const { data } = await api.call(alertmanagersWire, '/api/v1/alertmanagers')
  const urls = new Set(data.activeAlertmanagers.flatMap(({ url }) => baseOf(url)))
  const offers = [...urls].sort().map((url): Offer => ({ kind: 'alertmanager', url, detail: t('prometheus.offer') }))
  return { offers: JSON.stringify(offers) === JSON.stringify(before) ? before : offers }
}
const baseOf = (text: string): readonly string[] => {
  try {
    const url = new URL(text)
    return /^https?:$/.test(url.protocol) ? [url.origin + url.pathname.replace(/\/api\/v[12]\/alerts\/?$/, '').replace(/\/+$/, '')] : []
  } catch { return [] }
}
