import { isDeepStrictEqual } from 'node:util'
import { configSchema } from '@shared/config/schema'
import type { AlertSighting } from '@shared/domain/alert'
import type { NotificationRecord, NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import type { ServiceSighting } from '@shared/domain/service'
import { BASELINE_MS } from '../../src/main/core/core-state'
import { alertWith, plan, take } from '../../src/main/core/pager/acks'
import { keptForRestart } from '../../src/main/core/kept'
import { shiftOf } from '../../src/main/core/oncall/rotation'
import { WAKE_GRACE_MS } from '../../src/main/core/schedule'
import type { Ack } from '../../src/main/ports/ledger'
import { aServiceSighting, aSnapshot, NOW } from '../builders'
import { aSetup, prom, startCore, type Core } from '../unit/core/core-harness'
import { callsWatch } from './calls-watch'
import { freeWatch } from './free-watch'
import { notifyService } from './daemon'
import { KINDS, POLL_TICKS, TICK, type Night } from './happenings'
import { eventWatch } from './event-watch'
import { firingOf, ladderWatch } from './ladder-watch'
import { membersWatch } from './members-watch'
import { pagedTwice, shopWatch, stirred, turnOf, twice } from './page-laws'
import { kindOf, POD, sightingOf, silencesOf, SLOW, STORM, TRAIL, TURN, type Broken } from './scripted'
import { truthOf, type Share } from './truth'

/** What Garda did, and what was true. */
export interface Told { readonly at: number; readonly run: number; readonly reason: NotifyReason; readonly alerts: readonly string[]; readonly key: string }
export interface Lived { readonly told: readonly Told[]; readonly wrongs: readonly string[]; readonly ticks: number; readonly share: Share }

/** What is said to somebody: which episodes of which alerts. */
interface Shown { readonly record: NotificationRecord; readonly episodes: readonly string[] }
/** These say something of what was told before. */
const UNCOUNTED: ReadonlySet<NotifyReason> = new Set(['resolved', 'source-blind', 'reopened', 'unseen', 'called'])
interface Written {
  readonly kept: ReturnType<typeof keptForRestart> & { readonly records: readonly NotificationRecord[]; readonly lastRunAt: number }
  readonly once: ReadonlySet<string>
  readonly paged: ReadonlySet<string>
}
/** What is heard while a page asks, and what a hook is told. */
const isCall = (how: string): how is 'sound' | 'paged' | 'repeated' | 'passed-on' => how === 'sound' || how === 'paged' || how === 'repeated' || how === 'passed-on'
const replace = <T>(set: Set<T>, by: ReadonlySet<T>): void => { set.clear(); for (const one of by) set.add(one) }
/** How often the engine notes that it is alive. */
const ALIVE_MS = 30_000

const MOST_AT_ONCE = 10

const DAY = 86_400_000
const M = 60_000
const CONFIG = { services: [{ name: 'api', dependsOn: ['db'] }, { name: 'web', dependsOn: ['api'] }, { name: 'db' }, { name: 'queue' }, { name: 'shop', tier: 1 as const }], paging: { unknownAfter: '60s', night: { from: '22:00', to: '07:00', zone: 'UTC' } } }
const SETUPS = [aSetup({ intervalMs: 15_000 }), prom({ intervalMs: 15_000 })]
const IDS = ['am', 'prom'] as const
const NO_SLEEP = { from: Infinity, to: Infinity, keys: new Set<string>() }

/** Runs a night on the core and watches it: every tick the model says what must and must not be so. */
export const live = (night: Night): Lived => {
  const evening = NOW - (NOW % DAY) + night.hour * 60 * M
  let now = evening
  const config = configSchema.parse({ ...CONFIG, paging: { ...CONFIG.paging, ...(night.team ? { me: night.team.me, onCall: turnsFrom(evening + night.team.handoverMinutes * M) } : {}) } })
  /** Whether it is this desk's shift, by plain arithmetic. */
  const isMine = (): boolean => !night.team || (night.team.me === 'Daniel') === (now >= evening + night.team.handoverMinutes * M)
  const broken = new Map<number, Broken>()
  const alive = [true, true]
  let emptyUntil = [0, 0]
  let hiddenUntil = 0
  const shop = shopWatch()
  const told: Told[] = []
  const wrongs: string[] = []
  const once = new Set<string>()
  let run = 0
  let takenHereAt = -Infinity
  let ticks = 0
  let core: Core = startCore(SETUPS, { at: now, config, lastRunAt: night.ranBefore ? evening - 2 * 3_600_000 : null })
  /** Hooks that heard `paged`, by page and by when its ladder began. */
  const paged = new Set<string>()
  /** At which tick each alert was shown to somebody last, and each page first there. */
  const shownAt = new Map<number, number>()
  const thereFrom = new Map<string, number>()
  /** From when on whatever was missed is shown. */
  let promisedFrom = night.daemon === 'there' ? -Infinity : Infinity
  /** What was sent was refused since it was shown last. */
  let refused = false
  const service = notifyService<Shown>({
    now: () => now, able: () => core.state.app.meta.delivery.able,
    apply: (event) => { unmoved(() => { core = core.apply(event) }); save() },
    dispatch: (event) => { unmoved(() => { watch(core.do(event)) }) },
    showed: ({ record, episodes }) => {
      for (const i of numbersOf(record.alerts)) shownAt.set(i, ticks)
      if (UNCOUNTED.has(record.reason)) return
      for (const episode of episodes) {
        if (once.has(episode)) wrongs.push(`${episode} was shown twice, then as ${record.reason}`)
        once.add(episode)
      }
    }
  }, night.daemon)
  const unmoved = (act: () => void): void => { const { pages } = core.state.app; act(); wrongs.push(...stirred(pages, core.state.app.pages)) }
  /** What is on the disk, and what was true then. */
  const written = (): Written => ({
    kept: { ...keptForRestart(core.state, service.underway()), records: Object.values(core.state.app.notifications), lastRunAt: now },
    // what is under way is repeated by whoever starts from there, also where it only called again for what was shown before
    once: new Set([...once].filter((episode) => !service.sent().some(({ episodes }) => episodes.includes(episode)) && !uncalled().has(episode))), paged: heardPaged()
  })
  /** What was shown, and then called for where that could not be shown: the call is repeated. */
  const uncalled = (): ReadonlySet<string> => new Set(Object.values(core.state.app.alerts).flatMap((a) => (core.state.episodes[a.id]?.toldAt === null ? [`${a.name} since ${a.startsAt}`] : [])))
  const heardPaged = (): ReadonlySet<string> => new Set([...paged].filter((turn) => !Object.values(core.state.app.pages).some((p) => p.handedAt !== null && turn === turnOf(p))))
  let disk = written()
  let diskBefore = disk
  const save = (): void => { diskBefore = disk; disk = written() }
  const ladders = ladderWatch(isMine)
  const members = membersWatch()
  const calls = callsWatch()
  const frees = freeWatch()
  /** Since when an alert should be told of, by what the sources were able to say: alert id → ticks in a row. */
  const owed = new Map<string, number>()
  /** The last sleep, and under which keys what began in it was told before the grace was over. */
  let slept = NO_SLEEP

  const truth = truthOf(night.ranBefore === true)
  const events = eventWatch()
  const did: typeof truth.did = (...what) => { events.forget(); truth.did(...what) }
  const away: typeof truth.away = (...what) => { events.forget(); truth.away(...what) }
  /** Which alert of the night a fingerprint is of. */
  const numbers = new Map<string, number>()
  const numbersOf = (ids: readonly string[]): readonly number[] => [...new Set(ids.flatMap((id) => numbers.get(id) ?? []))]
  const served = (who: number): readonly AlertSighting[] => {
    const listed = new Map(emptyUntil[who]! > now ? [] : [...broken].filter(([, b]) => (b.goneUntil ?? -Infinity) <= now))
    if (who === 0) truth.silenced(broken)
    truth.said(who, who === 0 ? listed : new Map([...listed].map(([i, { startsAt }]) => [i, { startsAt, silenced: false, taken: false }])))
    return [...listed].map(([i, b]) => { const sighting = sightingOf(i, b, who, night.external); numbers.set(sighting.fingerprint, i); return sighting })
  }
  const watch = (next: Core): void => {
    const news = next.last.intents.filter((i) => i.record.reason === 'new').length
    if (news > MOST_AT_ONCE) wrongs.push(`${news} new notifications at once`)
    for (const { record } of next.last.intents) {
      told.push({ at: now, run, reason: record.reason, alerts: record.alerts, key: record.key })
      if (record.reason === 'called' || record.reason === 'reopened' || !UNCOUNTED.has(record.reason)) wrongs.push(...truth.told(record.reason, numbersOf(record.alerts)))
      if (UNCOUNTED.has(record.reason)) continue
      for (const id of record.alerts) {
        const a = next.state.app.alerts[id]
        if (!a) { wrongs.push(`${id} was told and is not there`); continue }
        // what comes back to a page that is still open is told there, in its place
        const known = told.some((t) => t.key === record.key && t.at < slept.to)
        if (!known && record.reason !== 'morning' && a.startsAt > slept.from && a.startsAt < slept.to && now < slept.to + WAKE_GRACE_MS) slept.keys.add(record.key)
        if (a.state !== 'firing' || a.held || a.severity === 'info' || a.environment === 'development') wrongs.push(`${a.name} was told as ${record.reason} though ${a.state}, ${a.severity}, ${a.environment}`)
      }
    }
    if (slept.keys.size > 1) { wrongs.push(`what began in sleep was told as ${[...slept.keys].join(' and ')}`); slept = NO_SLEEP }
    for (const effect of next.last.effects) {
      if (effect.type === 'close') continue
      const page = next.state.app.pages[effect.page]
      if (effect.type === 'hook' && page) ladders.heard(page.id, 'hook')
      const how = effect.type === 'sound' ? 'sound' : effect.event
      if (page?.unseen.length === 0 && isCall(how)) { wrongs.push(...truth.called(how, numbersOf(page.alerts))); events.called(how, numbersOf(page.alerts)) }
      if (effect.type === 'hook' && effect.event === 'paged' && page) wrongs.push(...pagedTwice(paged, page))
      if (effect.type !== 'sound') continue
      if (page?.status !== 'open') { wrongs.push(`sound for a page that is ${page?.status ?? 'gone'}`); continue }
      ladders.heard(page.id, 'sound')
      if (page.quietSince !== null) wrongs.push(`sound for ${page.id} though nothing of it fires`)
      const rows = page.alerts.flatMap((id) => next.state.app.alerts[id] ?? next.state.app.resolved[id] ?? [])
      const { waking } = firingOf(page, next)
      if (waking.length > 0 && waking.every((a) => a.held !== null)) wrongs.push(`sound for ${page.id} though somebody has all that pages`)
      if (rows.length > 0 && rows.length === page.alerts.length && !rows.some((a) => a.severity === 'critical' && a.environment === 'production')) wrongs.push(`${page.id} pages for ${rows.map((a) => a.name).join(', ')}`)
    }
    core = next
    wrongs.push(...calls.saw(core))
    ladders.saw(core, now)
    wrongs.push(...twice(core))
    for (const { id } of Object.values(core.state.app.pages)) if (!thereFrom.has(id)) thereFrom.set(id, ticks)
    service.send(next.last.intents, ({ record }) => ({ record, episodes: record.alerts.flatMap((id) => next.state.app.alerts[id] ?? []).map((a) => `${a.name} since ${a.startsAt}`) }), () => { if (next.changed) save() })
    // its hooks have heard a moment later
    const heard = next.last.effects.flatMap((effect) => (effect.type === 'hook' && effect.event === 'paged' ? [effect.page] : []))
    for (const page of heard) core = core.apply({ type: 'handed', at: now, page, ok: true })
    if (heard.length > 0) save()
  }
  /** The roster, as it tells the core before anything else of the moment. */
  const turn = (): void => {
    const shift = shiftOf(config.paging.onCall, null, now, 'UTC')
    if (night.team && !isDeepStrictEqual(shift, core.state.app.meta.shift)) watch(core.do({ type: 'meta', at: now, change: { shift } }))
  }
  const tick = (): void => {
    now += TICK
    ticks++
    turn()
    watch(core.tick(now))
    service.beat()
    if (now - disk.kept.lastRunAt >= ALIVE_MS) save()
    keepAcks()
    if (ticks % POLL_TICKS === 0) poll()
    wrongs.push(...truth.tick(TICK, isMine()), ...events.tick(TICK, truth.listed(), truth.duty, isMine(), night.team !== null))
    judge()
    wrongs.push(...ladders.judge(core, now), ...members.judge(core), ...calls.judge(core, now), ...frees.judge(core, now))
  }
  const listed = (): readonly ServiceSighting[] => (hiddenUntil > now ? [] : [aServiceSighting({ name: 'shop', lastSampleAt: now })])
  const poll = (): void => {
    IDS.forEach((id, who) => { 
      if (alive[who]) watch(core.answer(id, aSnapshot({ alerts: served(who), silences: who === 0 ? silencesOf(broken, night.external) : null, services: who === 0 ? null : listed() }), now))
      else { truth.said(who, null); watch(core.fail(id, now)) }
    })
    wrongs.push(...shop.polled(core, alive[1]! ? (listed().length > 0 ? 'seen' : 'hidden') : 'unknown', now))
  }
  /** As at a desk whose sources take no silences. */
  const acknowledge = ({ id, alerts }: Page): void => {
    did('took', id, numbersOf(alerts))
    takenHereAt = now
    frees.forget(id)
    const free = alerts.flatMap((a) => alertWith(a, core.state) ?? []).filter((a) => a.held === null && a.state === 'firing')
    const { acks } = take(free, Object.values(core.state.app.alerts), new Set(), { by: 'Mira', comment: '', page: id, at: now })
    watch(core.do({ type: 'acks', at: now, change: Object.fromEntries(acks.map((a) => [a.id, a])) }))
    watch(core.do({ type: 'acknowledged', at: now, page: id, held: { by: 'Mira', since: now, source: '', here: true } }))
    save()
  }
  const release = ({ id }: Page): void => {
    did('gave', id, [])
    const own = Object.values(core.state.acks).filter((a) => a.page === id)
    watch(core.do({ type: 'acks', at: now, change: Object.fromEntries(own.map((a) => [a.id, { ...a, released: true }])) }))
    watch(core.do({ type: 'released', at: now, page: id }))
    save()
  }
  const keepAcks = (): void => {
    const change = Object.fromEntries(plan(Object.values(core.state.acks), core.state, now).flatMap((step): [string, Ack | null][] =>
      (step.do === 'gone' ? [[step.ack.id, { ...step.ack, goneSince: step.since }]] : step.do === 'forget' ? [[step.ack.id, null]] : [])))
    if (Object.keys(change).length === 0) return
    watch(core.do({ type: 'acks', at: now, change }))
    save()
  }
  /** A production critical that an Alertmanager lists as nobody's for a minute is on an open page, or on a held or snoozed one. */
  const judge = (): void => {
    for (const a of Object.values(core.state.app.alerts)) {
      const must = a.state === 'firing' && a.severity === 'critical' && a.environment === 'production' && a.held === null
      const n = must ? (owed.get(a.id) ?? 0) + 1 : 0
      owed.set(a.id, n)
      if (n * TICK > 60_000 && now > promisedFrom && !service.underway().has(a.id)) {
        for (const p of Object.values(core.state.app.pages)) if (p.status === 'open' && p.alerts.includes(a.id) && (shownAt.get(numbersOf([a.id])[0] ?? -1) ?? -Infinity) < thereFrom.get(p.id)!) wrongs.push(`${a.name} is on ${p.id} and was shown to nobody`)
      }
      if (n * TICK > 60_000 && !Object.values(core.state.app.pages).some((p) => p.status !== 'over' && p.alerts.includes(a.id))) wrongs.push(`${a.name} fires for ${n * TICK / 1000} s and is on no page`)
      const givenAt = broken.get(KINDS.findIndex((k) => k.name === a.name))?.givenAt ?? Infinity
      if (n * TICK > 60_000 && now - givenAt > 60_000 && givenAt > takenHereAt && Object.values(core.state.app.pages).some((p) => p.status === 'held' && p.alerts.includes(a.id))) wrongs.push(`${a.name} was given back ${(now - givenAt) / 1000} s ago and its page still counts as taken`)
    }
  }
  /** Nobody acts before somebody is heard; a Prometheus that answers tells of what came and went. */
  const wake = (why: 'slept' | 'stopped', from: number, blinks: number | null): void => {
    watch(core.do({ type: 'woke', at: now, from, why, until: now + (why === 'slept' ? WAKE_GRACE_MS : BASELINE_MS), awaited: ['prom'] }))
    const { intents, effects } = core.last
    if (intents.length > 0 || effects.length > 0) wrongs.push(`acted on waking: ${[...intents.map((i) => i.request.title), ...effects.map((e) => e.type)].join(', ')}`)
    poll()
    if (!alive[1]) return
    const past = blinks === null || broken.has(blinks) ? [] : [sightingOf(blinks, { startsAt: from + TICK, silenced: false, taken: false }, 1, night.external)]
    watch(core.do({ type: 'recovered', at: now, source: 'prom', alerts: past.map(({ fingerprint, labels }) => ({ fingerprint, labels, from: from + TICK, to: now - TICK })) }))
  }
  const begun = (): Broken => ({ startsAt: now, silenced: false, taken: false })
  const wait = (ms: number): void => { for (let at = 0; at < ms; at += TICK) tick() }
  /** The first number from there on that no alert has had yet. */
  const used = new Set<number>()
  const fresh = (from: number): number => { let i = from; while (used.has(i)) i++; used.add(i); return i }
  const pagesWith = (alert: number): readonly Page[] => Object.values(core.state.app.pages).filter((p) => p.status !== 'over' && numbersOf(p.alerts).includes(alert))
  service.check()
  turn()
  for (const i of night.firing) broken.set(i, { startsAt: now - 3_600_000, silenced: false, taken: false })
  if (night.ranBefore) wake('stopped', evening - 2 * 3_600_000, null)
  else poll()
  for (const { after, happening } of night.steps) {
    wait(after * TICK)
    const pages = Object.values(core.state.app.pages).filter((p) => p.status !== 'over')
    switch (happening.what) {
      case 'begin': if (!broken.has(happening.alert)) broken.set(happening.alert, begun()); break
      case 'end': broken.delete([...broken.keys()][happening.alert % Math.max(1, broken.size)] ?? -1); break
      case 'silence': case 'unsilence': case 'take': case 'give': {
        // one of those that are broken, or most of this would happen to nothing
        const [which, b] = [...broken][happening.alert % Math.max(1, broken.size)] ?? []
        if (which !== undefined && b) broken.set(which, { ...b, ...(happening.what === 'silence' ? { silenced: true } : happening.what === 'unsilence' ? { silenced: false } : happening.what === 'take' ? { taken: true } : { taken: false, ...(b.taken ? { givenAt: now } : {}) }) })
        break
      }
      case 'blink': {
        const [which, b] = [...broken][happening.alert % Math.max(1, broken.size)] ?? []
        const goneUntil = now + happening.polls * POLL_TICKS * TICK
        if (which !== undefined && b) broken.set(which, { ...b, goneUntil, ...(happening.anew ? { startsAt: goneUntil } : {}) })
        break
      }
      case 'inhibit': case 'uninhibit': {
        const [which, b] = [...broken][happening.alert % Math.max(1, broken.size)] ?? []
        if (which !== undefined && b) broken.set(which, { ...b, inhibited: happening.what === 'inhibit' })
        break
      }
      case 'take-one': {
        const open = pages.find((p) => p.route === 'page' && p.status === 'open')
        const free = open ? firingOf(open, core).waking.filter((a) => a.held === null) : []
        const name = free[happening.nth % Math.max(1, free.length)]?.name
        for (const [i, b] of broken) if (kindOf(i).name === name) broken.set(i, { ...b, taken: true })
        break
      }
      case 'dead': case 'alive': alive[happening.source] = happening.what === 'alive'; break
      case 'empty': emptyUntil[happening.source] = now + 60_000; break
      case 'storm': for (let i = 0; i < happening.size; i++) if (!broken.has(STORM + i)) broken.set(STORM + i, begun()); break
      case 'trail':
        for (let n = 0; n < happening.count; n++) {
          const i = fresh(TRAIL)
          broken.set(i, begun())
          wait(POLL_TICKS * TICK)
          if (n === 0 && happening.taken) broken.set(i, { ...broken.get(i)!, taken: true })
          wait(happening.minutes * M - POLL_TICKS * TICK)
        }
        break
      case 'begin-quiet': if (!broken.has(happening.alert)) broken.set(happening.alert, { ...begun(), silenced: happening.by === 'silence', taken: happening.by === 'colleague', inhibited: happening.by === 'inhibition' }); break
      case 'episodes':
        if (!broken.has(happening.alert)) broken.set(happening.alert, begun())
        wait(2 * M)
        if (happening.taken) for (const page of pagesWith(happening.alert)) acknowledge(page)
        wait(M)
        broken.delete(happening.alert)
        wait(happening.minutes * M)
        broken.set(happening.alert, begun())
        wait(5 * M)
        break
      case 'turns': {
        const first = happening.by === 'labels' ? POD : TURN
        if (happening.beside && !broken.has(SLOW)) broken.set(SLOW, begun())
        for (let n = 0; n < happening.count; n++) {
          const i = fresh(first)
          broken.set(i, begun())
          wait(happening.polls * POLL_TICKS * TICK)
          broken.delete(i)
          if (happening.taken !== n) { wait(happening.between * POLL_TICKS * TICK); continue }
          wait(POLL_TICKS * TICK)
          for (const page of pagesWith(i)) acknowledge(page)
          wait(Math.max(0, happening.between - 1) * POLL_TICKS * TICK)
        }
        break
      }
      case 'take-gone': {
        const which = [...broken.keys()][happening.alert % Math.max(1, broken.size)]
        if (which === undefined) break
        const goneUntil = now + 2 * POLL_TICKS * TICK
        broken.set(which, { ...broken.get(which)!, goneUntil, ...(happening.anew ? { startsAt: goneUntil } : {}) })
        wait(POLL_TICKS * TICK)
        for (const page of pagesWith(which)) acknowledge(page)
        break
      }
      case 'take-all': for (const [i, b] of broken) broken.set(i, { ...b, taken: true }); break
      case 'calm': for (const i of [...broken.keys()]) if (i >= STORM) broken.delete(i); break
      case 'crash': {
        const { kept, once: known, paged: handed } = happening.unwritten ? diskBefore : disk
        replace(once, known)
        replace(paged, handed)
        // nobody knows of it: it is repeated
        for (const { episodes } of service.sent()) for (const episode of episodes) once.delete(episode)
        // under which labels an Alertmanager will list what only a Prometheus has told is known from that alone: while it does not answer, what is on its page may be told there once more
        if (night.external && !alive[1]) for (const a of Object.values(core.state.app.alerts)) if (a.sources.every((id) => id === 'prom')) once.delete(`${a.name} since ${a.startsAt}`)
        service.crash()
        now += happening.awayTicks * TICK
        away('stopped', happening.awayTicks * TICK, kept.lastRunAt, happening.unwritten)
        if (happening.begins !== null && !broken.has(happening.begins)) broken.set(happening.begins, { startsAt: now - TICK, silenced: false, taken: false })
        run++
        frees.forget(); owed.clear(); shop.forget(Object.hasOwn(kept.seenBy ?? {}, 'production/shop')); ladders.forget()
        slept = NO_SLEEP
        core = startCore(SETUPS, { at: now, config, ...kept })
        calls.forget(core)
        service.check()
        turn()
        wake('stopped', kept.lastRunAt, happening.blinks)
        break
      }
      case 'acknowledge': if (pages[0]) acknowledge(pages[0]); break
      case 'release': if (pages[0]) release(pages[0]); break
      case 'snooze':
        if (!pages[0]) break
        if (pages[0].status !== 'held') did('snoozed', pages[0].id, numbersOf(pages[0].alerts))
        watch(core.do({ type: 'snoozed', at: now, page: pages[0].id, until: now + 600_000 }))
        break
      case 'sleep': {
        const from = now
        now += happening.ticks * TICK
        away('slept', happening.ticks * TICK, from, false)
        frees.forget(); owed.clear(); shop.forget(); ladders.forget()
        for (const i of happening.begins) if (!broken.has(i)) broken.set(i, { startsAt: now - TICK, silenced: false, taken: false })
        if (happening.ends !== null && !happening.begins.includes(happening.ends)) broken.delete(happening.ends)
        slept = { from, to: now, keys: new Set() }
        turn()
        wake('slept', from, happening.blinks)
        break
      }
      case 'hide': hiddenUntil = now + happening.ticks * TICK; break
      case 'daemon': {
        const was = service.mood()
        service.turn(happening.mood, happening.late)
        // one that stays up is asked ever more rarely
        refused ||= happening.mood === 'refuses'
        if (happening.mood !== 'there') promisedFrom = Infinity
        else if (was !== 'there') { promisedFrom = now + (refused ? 6 * M : M); refused = false }
        break
      }
      case 'back': promisedFrom = service.mood() === 'there' ? now + 6 * M : Infinity; now -= happening.seconds * 1000; away('set back', 0, Infinity, false); hiddenUntil -= happening.seconds * 1000; emptyUntil = emptyUntil.map((at) => at - happening.seconds * 1000); takenHereAt = Infinity; slept = NO_SLEEP; frees.forget(); owed.clear(); shop.forget(); ladders.forget(); turn(); poll(); break
    }
  }
  for (let i = 0; i < 30; i++) tick()
  return { told, wrongs, ticks, share: truth.share() }
}

/** Mira's week ends at `handover`, Daniel's begins. */
const turnsFrom = (handover: number): { readonly people: string[]; readonly start: string; readonly handover: string; readonly every: number; readonly zone: string } =>
  ({ people: ['Mira', 'Daniel'], start: new Date(handover - 7 * DAY).toISOString().slice(0, 10), handover: new Date(handover).toISOString().slice(11, 16), every: 7, zone: 'UTC' })
