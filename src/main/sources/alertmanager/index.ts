import type { AlertSighting } from '@shared/domain/alert'
import type { SourceWarning } from '@shared/domain/source'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { SourceFailure } from '../../ports/failure'
import type { SourceContext, SourceKind } from '../../ports/source-kind'
import { watchdogField } from '../../ports/watchdog-field'
import { keepEqual, keepSnapshot } from '../../ports/wire'
import { identify } from './identify'
import { withHolders } from './holders'
import { newestSilences, unite, uniteSilences, type United } from './map'
import { memoryOf, type Memory, type Silences } from './memory'
import { readMuteTimes } from './mute-times'
import { isShown, lookAhead, timesOf, withMutes } from './muting'
import { lookAt, newPeer, type Peer, type ReadTimes } from './peer'
import { presenceIds, presencesIn, withoutPresences } from './presences'
import { silence } from './silence'
import { inSlices } from './slices'

/**
 * The peers of one Alertmanager cluster (API v2). All are asked, since alerts do not travel between them; what one of them cannot
 * tell any more is kept as it was, and said. When none answers, the first one's failure is thrown.
 */
export const alertmanager: SourceKind = {
  manifest: { kind: 'alertmanager', address: 'urls', fields: [watchdogField('alertmanager')], abilities: ['alerts', 'silence'], defaultIntervalMs: 15_000, defaultTimeoutMs: 10_000, builtIn: false },

  poll: async (source, ctx) => {
    const memory = memoryOf(ctx)
    const before = source.urls.map((url) => memory.peers.find((p) => p.url === url) ?? newPeer(url))
    const readTimes = readerOf(before, ctx)
    const looked = await Promise.all(before.map((peer) => lookAt(peer, source, readTimes, ctx)))
    const peers = withOwn(before, withoutEnded(before, looked))
    await inSlices(lookAhead(peers), ctx)
    memory.peers = withMutes(peers, ctx.now())
    const living = memory.peers.filter((p) => !p.failure)
    const first = memory.peers[0]?.failure
    if (living.length === 0 && first) throw first
    const united = unitedOf(memory, living)
    const skew = living.find((p) => p.skewMs !== 0)?.skewMs ?? 0
    const told = silencesOf(memory, living, skew)
    const silences = told?.plain ?? null
    const alerts = alertsOf(memory, united, told)
    memory.snapshot = keepSnapshot(memory.snapshot, {
      product: { name: 'Alertmanager', version: living.find((p) => p.version !== null)?.version ?? '' },
      // told only when it differs from ours: it would make every snapshot a new one
      serverTime: skew === 0 ? null : ctx.now() + skew,
      alerts, silences, presences: told?.presences ?? null, services: null, changes: null, onCall: null, externalLabels: null, offers: [],
      warnings: warningsOf(memory.peers, united.disputed, ctx.now()),
      counts: { alerts: alerts.length, ...(silences ? { silences: silences.filter((s) => s.state === 'active').length } : {}), ...(source.urls.length > 1 ? { peers: living.length } : {}) }
    })
    return memory.snapshot
  },

  identify,
  silence
}

/** Peers have one configuration as a rule: what one of them shows, or showed, is not read for another again. */
const readerOf = (peers: readonly Peer[], ctx: SourceContext): ReadTimes => {
  const known = new Map(peers.flatMap(({ config }) => (config === null ? [] : [[config.original, Promise.resolve(config.times)] as const])))
  return (original) => {
    const times = known.get(original) ?? inSlices(readMuteTimes(original), ctx)
    known.set(original, times)
    return times
  }
}

/** What a restart lost is held only until another peer, which listed it too, no longer does: it has ended. */
const withoutEnded = (before: readonly Peer[], now: readonly Peer[]): readonly Peer[] => {
  const endedAt = (place: number, fingerprint: string): boolean =>
    now.some((other, i) => i !== place && !other.failure && before[i]?.listed?.has(fingerprint) === true && other.listed?.has(fingerprint) !== true)
  return now.map((peer, place) => {
    const { alerts, listed } = peer
    if (peer.failure || !alerts || !listed || listed === alerts.value) return peer
    const kept = [...listed].filter(([fingerprint]) => alerts.value.has(fingerprint) || !endedAt(place, fingerprint))
    return kept.length === listed.size ? peer : { ...peer, listed: new Map(kept) }
  })
}

/** Peers that do not answer keep the alerts that no living peer ever listed: what one listed and no longer does has ended. */
const withOwn = (before: readonly Peer[], now: readonly Peer[]): readonly Peer[] => {
  const elsewhere = now.flatMap((peer, i) => (peer.failure ? [] : [before[i]?.listed, peer.listed]))
  return now.map((peer) => {
    if (!peer.failure) return peer
    const mine = peer.own ?? new Set(peer.listed?.keys() ?? [])
    const own = [...mine].filter((fingerprint) => !elsewhere.some((list) => list?.has(fingerprint)))
    return own.length === peer.own?.size ? peer : { ...peer, own: new Set(own) }
  })
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((x, i) => x === b[i])

/** What counts as listed there, with its mute times. */
const seenBy = ({ muted, listed }: Peer): Peer['listed'] => muted?.value ?? listed

const unitedOf = (memory: Memory, living: readonly Peer[]): United => {
  const down = memory.peers.filter((p) => p.failure)
  const from = [...living.map(seenBy), null, ...down.flatMap((p) => [seenBy(p), p.own])]
  if (memory.united && same(memory.united.from, from)) return memory.united.value
  const kept = down.flatMap((p): AlertSighting[] => [...(p.own ?? [])].flatMap((fingerprint) => seenBy(p)?.get(fingerprint) ?? []))
  const value = unite(living.flatMap((p) => seenBy(p) ?? []), kept)
  memory.united = { from, value }
  return value
}

/** Null when no living peer ever told its silences. */
const silencesOf = (memory: Memory, living: readonly Peer[], skewMs: number): Silences | null => {
  const told = living.flatMap((p) => (p.silences && !p.silencesFailure ? [p.silences.value] : []))
  if (told.length === 0) return null
  const from = [skewMs, ...told]
  if (memory.silences && same(memory.silences.from, from)) return memory.silences.value
  const all = newestSilences(told)
  // presences change each minute: the others are the same ones then (law 6)
  const [before, plain] = [memory.silences?.value, uniteSilences(all)]
  const isSame = before && JSON.stringify(before.plain) === JSON.stringify(plain)
  const value: Silences = { plain: isSame ? before.plain : plain, presences: presencesIn(all, skewMs), ids: keepEqual(before?.ids, presenceIds(all)) }
  memory.silences = { from, value }
  return value
}

/** The alerts with those who have them; where silences cannot be read, whoever had one before may have it still. */
const alertsOf = (memory: Memory, { alerts }: United, told: Silences | null): readonly AlertSighting[] => {
  const known = told ?? memory.silences?.value ?? null
  const from = [alerts, known?.plain, known?.ids]
  if (memory.alerts && same(memory.alerts.from, from)) return memory.alerts.value
  const free = known ? withoutPresences(alerts, known.ids) : alerts
  const value = keepEqual(memory.alerts?.value, withHolders(free, known?.plain ?? null, memory.alerts?.value ?? null))
  memory.alerts = { from, value }
  return value
}

const asPlain = ({ code, values }: SourceFailure): SourceWarning['failure'] => ({ code, values })

const unshown = ({ url, config }: Peer, judged: boolean): string =>
  t('alertmanager.config', { peer: new URL(url).host, known: config === null ? 'no' : 'yes', judged: judged ? 'yes' : 'no' })

const warningsOf = (peers: readonly Peer[], disputed: number, now: number): readonly SourceWarning[] => {
  const living = peers.filter((p) => !p.failure)
  const unread = living.every((p) => p.silencesFailure) ? living.find((p) => p.silencesFailure)?.silencesFailure : undefined
  // peers of one cluster have one configuration, and one word for it
  const fields = new Set(living.flatMap((p) => timesOf(p, now)?.unread ?? []))
  const [field] = fields
  return [
    ...peers.flatMap((p): SourceWarning[] => (p.failure ? [{ part: 'peer', failure: asPlain(p.failure), text: t('alertmanager.peer-down', { peer: new URL(p.url).host }), blinds: false }] : [])),
    ...(disputed > 0 ? [{ part: 'peer', failure: null, text: t('alertmanager.disagree', { n: disputed }), blinds: false } as const] : []),
    ...(unread ? [{ part: 'silences', failure: asPlain(unread), text: t('alertmanager.silences'), blinds: false } as const] : []),
    ...(field === undefined ? [] : [{ part: 'other', failure: null, text: t('alertmanager.mute-times', { field: clean(field, { max: 160 }), more: fields.size - 1 }), blinds: false } as const]),
    ...living.flatMap((p): SourceWarning[] => (isShown(p, now) ? [] : [{ part: 'other', failure: p.configFailure && asPlain(p.configFailure), text: unshown(p, peers.some((other) => isShown(other, now))), blinds: false }]))
  ]
}
