import type { Failure, SourceAges, SourceStatus } from '@shared/domain/source'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { duration } from '@shared/text/format'

/** What a source counts, most telling first. */
const ORDER = ['services', 'targets', 'rules', 'alerts', 'silences', 'changes', 'peers', 'probes', 'people', 'cores', 'disks', 'networks']
const rank = (key: string): number => { const i = ORDER.indexOf(key); return i < 0 ? ORDER.length : i }

/** "15 services, 214 targets, 412 rules"; '' when it counts nothing. */
export const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts).sort(([a], [b]) => rank(a) - rank(b)).map(([key, n]) => {
    const word = `sources.count.${key}`
    return isMessageKey(word) ? t(word, { n }) : `${n} ${clean(key, { max: 40 })}`
  }).join(', ')

/** When a source is asked next, seen from `now`: "in 8 s", "now", or that it is being asked. */
export const nextAskText = (nextAt: number | null, now: number): string =>
  nextAt === null ? t('sources.next.asking') : nextAt - now < 1000 ? t('sources.next.now') : t('sources.next.in', { time: duration(nextAt - now) })

/** "prom-eu-1 refused the connection at prom:9090. Tried 3 times, next in 8 s." */
export const failingText = (status: SourceStatus, ages: Pick<SourceAges, 'nextAt'>, now: number): string => {
  const name = clean(status.name, { max: 60 })
  return `${status.failure ? failureText(status.failure, name) : t('sources.says.failed', { name })} ${t('sources.tried', { count: status.failures, next: nextAskText(ages.nextAt, now) })}`
}

type Remedy = 'address' | 'sign-in' | 'window' | 'certificate' | 'network' | 'proxy' | 'server' | 'secret' | 'settings'
const REMEDIES: Readonly<Partial<Record<Failure['code'], Remedy>>> = {
  refused: 'network', unreachable: 'network', timeout: 'network', reset: 'network', dns: 'address', 'not-found': 'address', html: 'address', 'not-json': 'address', 'not-http': 'address', 'wrong-shape': 'address', empty: 'address',
  'redirect-loop': 'address', 'redirect-blocked': 'address', unauthorized: 'sign-in', forbidden: 'sign-in', 'sign-in-needed': 'window', tls: 'certificate', 'tls-expired': 'certificate', 'tls-untrusted': 'certificate', 'tls-name': 'certificate',
  proxy: 'proxy', 'proxy-auth': 'proxy', 'server-error': 'server', 'rate-limited': 'server', 'not-ready': 'server', secret: 'secret', settings: 'settings'
}

/** What a person could try next; '' where nothing useful is known. */
export const remedyText = (failure: Failure): string => { const remedy = REMEDIES[failure.code]; return remedy ? t(`sources.try.${remedy}`) : '' }

/** Whether the cure lies in how one signs in. */
export const wantsSignIn = (failure: Failure): boolean => REMEDIES[failure.code] === 'sign-in' || REMEDIES[failure.code] === 'window'
