import type { Done } from '@shared/contract/commands'
import type { JournalDraft, JournalEntry } from '@shared/domain/journal'
import { isFresh } from '@shared/domain/freshness'
import { isGood, threatsOf, WATCH_CHECKS, type Checked, type NightWatch, type Reading, type WatchCheck, type WatchTest } from '@shared/domain/night-watch'
import { isAmong, samePerson } from '@shared/domain/on-call'
import { instantOf, wallAt, zoneHere } from '@shared/domain/zone'
import { t } from '@shared/text/catalogue'
import { detailOf } from '../adapters/dbus-daemon'
import { within } from '../adapters/dbus-deadline'
import { absentOf } from '../core/pager/buddy'
import { digestOf, openIn } from '../core/pager/digest'
import { armByHand, disarmByHand, stepWatch, turnsOf, type Turns, type WatchWorld } from '../core/pager/night-watch'
import { belied, isBlind, sourcesReading, tellingReading, testWords, threatWords, turnsOfChecks } from '../core/pager/watch-words'
import type { Clock } from '../ports/clock'
import type { Desk, StayAwake } from '../ports/desk'
import type { Notifier, NotificationRequest } from '../ports/notifier'
import type { Power } from '../ports/power'
import type { Sound, SoundRequest } from '../ports/sound'
import type { Engine } from './engine'

export interface WatchPorts {
  readonly clock: Clock
  readonly notifier: Notifier
  readonly sound: Sound
  /** Whether pages get further than this desk; null: no hook is set up. */
  readonly hook: () => Reading | null
  readonly desk: Desk
  readonly awake: StayAwake
  readonly power: Pick<Power, 'onLock' | 'onUnlock'>
}

export interface NightWatchKeeper {
  /** Until the next dawn; tests the alarm. */
  readonly arm: () => Done
  /** Until the next dusk; the digest of the night comes now. */
  readonly disarm: () => Done
  readonly test: () => Done
  readonly closeDigest: () => Done
  readonly stop: () => void
}

type Watched = Pick<Engine, 'state' | 'config' | 'watch' | 'onBeat' | 'journal' | 'note' | 'dismiss'>

const OK: Done = { ok: true, reason: '' }
const CHECK_MS = 60_000
/** What says that pages could be swallowed, where it may not be seen. */
const ALARMED: SoundRequest = { pattern: 'warning', level: 1 }
const LONGEST_CHECK_MS = 10_000
/** After the start, who is on call may take a moment to be known. */
const SETTLE_MS = 3_000
/** So long what a night came to waits for sources that are still asked. */
const SOURCES_MS = 60_000
/** A threat that comes back is told again after this long at the earliest. */
const AGAIN_MS = 3_600_000
/** Entries read for a digest are at most this many pages of 500. */
const MOST_PAGES = 20

/** Keeps the night watch: arms it, tests it, asks every minute what could swallow a page, and sums up the night. Its end ends all of it. */
export const keepNightWatch = (engine: Watched, { clock, notifier, sound, hook, desk, awake, power }: WatchPorts): NightWatchKeeper => {
  let ended = false
  let checking: Promise<void> | null = null
  let checkedAt: number | null = null
  let digesting = false
  let owedSince: number | null = null
  let lockHeard: boolean | null = null
  let turns: { readonly key: string; readonly at: number; readonly turns: Turns } | null = null
  let said = ''
  /** When a threat was told last in this run, and which of those that were told have gone since. */
  const [toldAt, gone] = [new Map<WatchCheck, number>(), new Set<WatchCheck>()]

  const watch = (): NightWatch => engine.state().meta.watch
  const put = (change: Partial<NightWatch>, wrote: readonly JournalDraft[] = []): void => { if (!ended) engine.watch({ ...watch(), ...change }, wrote) }

  const turnsNow = (now: number): Turns => {
    const { night } = engine.config().paging
    const key = JSON.stringify(night)
    if (turns === null || turns.key !== key || now < turns.at || now >= Math.min(turns.turns.dusk, turns.turns.dawn)) turns = { key, at: now, turns: turnsOf(night, night.zone ?? zoneHere(), now) }
    return turns.turns
  }
  const worldAt = (now: number): WatchWorld => {
    const { paging, notifications } = engine.config()
    const { meta: { shift, buddies }, sources } = engine.state()
    // whoever stands in for a Garda that does not watch is on call
    const absent = absentOf(buddies?.rows ?? [], paging.me)
    // a start in the night neither arms nor disarms before the calendar has answered
    const mine = shift.calendar === 'awaited' ? watch().armed !== null : paging.me === undefined || shift.now === null || samePerson(shift.now.name, paging.me) || isAmong(absent, shift.now.name)
    const { schedule, test, digest } = paging.nightWatch
    return { ...turnsNow(now), now, schedule, test, digest, wanted: mine && notifications.enabled && Object.values(sources).some((s) => s.kind !== 'this-computer') }
  }

  /** Takes another state in, with what that means for the journal, the notice and the computer's sleep. */
  const become = (next: NightWatch, now: number): void => {
    const before = watch()
    const world = worldAt(now)
    const comes = next.armed === null && next.hand === null && world.schedule && world.wanted && !world.none ? world.dusk : null
    const armed = next.armed !== null
    const keep = armed && engine.config().paging.nightWatch.keepAwake
    if (keep !== awake.held()) { if (keep) awake.hold(); else awake.release() }
    const change = { ...next, next: comes, awake: awake.held(), ...(before.armed !== null && !armed ? { checks: [] } : {}) }
    const wrote: JournalDraft[] = []
    if (next.armed !== null && next.armed !== before.armed) wrote.push({ type: 'armed', at: now, by: next.armed, until: next.hand?.until ?? next.night?.dawn ?? world.dawn })
    if (before.armed !== null && !armed) {
      wrote.push({ type: 'disarmed', at: now, by: next.hand ? 'hand' : 'schedule' })
      say('')
    }
    if (next !== before || before.next !== comes || before.awake !== change.awake) put(change, wrote)
  }

  /** The notice follows the threats; one that somebody closed stays closed until they are others. */
  const say = (threats: string): void => {
    if (threats === said) return
    said = threats
    if (threats === '') engine.dismiss('watch-threatened')
    else engine.note('watch-threatened', 'warning', { threats })
  }

  const asked = async (check: WatchCheck, ask: () => Reading | Promise<Reading>): Promise<Checked> => {
    const reading = await within(clock, LONGEST_CHECK_MS, Promise.resolve().then(ask)).catch((error: unknown): Reading => ({ state: 'unknown', detail: t('watch.unasked', { detail: detailOf(error) }) }))
    return { check, ...reading, at: clock.now() }
  }
  const checks: Readonly<Record<Exclude<WatchCheck, 'hook'>, () => Reading | Promise<Reading>>> = {
    telling: () => tellingReading(engine.state(), engine.config(), clock.now()),
    daemon: async () => {
      const { able, by, detail } = await notifier.able()
      return able ? { state: 'fine', detail: t('watch.daemon.by', { by }) } : { state: 'threat', detail }
    },
    disturb: () => desk.disturbed(),
    audio: async () => {
      const { able, by, detail } = await sound.able()
      // what the system could not say comes with a sound that may well be heard
      return !able ? { state: 'threat', detail } : detail === '' ? { state: 'fine', detail: t('watch.audio.by', { by }) } : { state: 'unknown', detail: t('watch.audio.but', { by, detail }) }
    },
    sources: () => sourcesReading(engine.state(), clock.now()),
    sleep: async () => {
      const reading = await desk.sleeps()
      if (!awake.held() || reading.state === 'threat') return reading
      return reading.state === 'fine' ? { state: 'fine', detail: t('watch.sleep.awake') } : { state: 'unknown', detail: t('watch.sleep.asked') }
    },
    lock: async () => {
      const reading = await desk.locked()
      if (reading.state !== 'unknown' || lockHeard === null) return reading
      return lockHeard ? { state: 'threat', detail: t('watch.lock.locked') } : { state: 'fine', detail: t('watch.lock.open') }
    }
  }

  const runChecks = async (): Promise<void> => {
    checkedAt = clock.now()
    const { test } = watch()
    const reading = hook()
    const list = await Promise.all(WATCH_CHECKS.flatMap((check) => (check !== 'hook' ? [asked(check, checks[check])] : reading ? [asked(check, () => reading)] : [])))
    checked(list.map((one) => belied(one, test)))
  }
  /** Takes in what the checks say now, with its traces in the journal and the notice. */
  const checked = (list: readonly Checked[]): void => {
    const before = watch()
    const next = { ...before, checks: list }
    const { come, gone } = turnsOfChecks(before, next)
    const at = clock.now()
    put({ checks: list }, [...come.map(({ check, detail }) => ({ type: 'threatened', at, check, detail } as const)), ...gone.map(({ check, detail }) => ({ type: 'unthreatened', at, check, detail } as const))])
    say(threatWords(threatsOf(next)))
  }

  /** What a person ought to hear of; whoever paused Garda, turned it off or locked the screen knows it. */
  const worthTelling = (): readonly Checked[] => {
    const paused = !engine.config().notifications.enabled || (engine.state().meta.pausedUntil ?? 0) > clock.now()
    return threatsOf(watch()).filter(({ check }) => check !== 'lock' && (check !== 'telling' || !paused))
  }
  const isHidden = (threats: readonly Checked[]): boolean => threats.some(({ check }) => check === 'daemon' || check === 'disturb')
  /** Urgent enough for a desktop that holds back what is not. */
  const urgencyOf = (threats: readonly Checked[]): NotificationRequest['urgency'] => (threats.some(({ check }) => check === 'disturb') ? 'critical' : 'normal')

  const wasTold = (told: readonly WatchCheck[]): void => {
    for (const check of told) { toldAt.set(check, clock.now()); gone.delete(check) }
    if (told.length > 0) put({ told: [...new Set([...watch().told, ...told])] })
  }
  /** Whether a threat that was told in this night has gone since and is back, an hour later at the least: whoever heard that it is gone sleeps on it. What cannot be shown is heard once. */
  const isBack = ({ check }: Checked, now: number): boolean => check !== 'daemon' && gone.has(check) && now - (toldAt.get(check) ?? engine.state().meta.startedAt) >= AGAIN_MS

  /** Threats are told once, and again when they come back later in the night; and heard where they may not be seen. */
  const tell = async (): Promise<void> => {
    const { checks: list, told } = watch()
    const now = clock.now()
    const threats = new Set(threatsOf(watch()).map(({ check }) => check))
    for (const check of told) if (!threats.has(check)) gone.add(check)
    const fresh = worthTelling().filter((c) => (!told.includes(c.check) || isBack(c, now)) && (c.check !== 'sources' || isBlind(engine.state(), now)))
    if (fresh.length === 0 || list.length === 0) return
    const hidden = isHidden(threatsOf(watch()))
    const [result, played] = await Promise.all([
      notifier.show({ key: 'watch', title: t('watch.threat.title'), body: threatWords(fresh), urgency: urgencyOf(fresh), actions: [{ id: 'open', label: t('notify.open') }] }),
      hidden ? sound.play(ALARMED) : { played: false }
    ])
    if (hidden ? played.played : result.outcome === 'shown') wasTold(fresh.map(({ check }) => check))
  }

  const runTest = async (): Promise<void> => {
    put({ testing: true, testDue: false, test: null })
    await runChecks()
    const { night } = watch()
    const promised = new Set(watch().checks.filter((c) => c.state !== 'threat').map((c) => c.check))
    const alarmed = worthTelling().length > 0
    // what is said of the test knows whether the sound was played
    const played = await within(clock, LONGEST_CHECK_MS, sound.play(alarmed ? ALARMED : { pattern: 'check', level: 0 })).catch((error: unknown) => ({ played: false, detail: detailOf(error) } as const))
    // what sounds already is heard
    const lostSound = !played.played && played.detail !== t('sound.busy') && promised.has('audio')
    const found = (notification: WatchTest['notification'], broken: NonNullable<WatchTest['belied']>): WatchTest =>
      ({ at: clock.now(), dawn: night?.dawn ?? 0, notification, sound: { played: played.played, detail: played.played ? '' : played.detail }, ...(broken.length > 0 && { belied: broken }) })
    const untold: WatchTest['notification'] = { shown: true, displayed: 'unknown', detail: '' }
    if (lostSound) checked(watch().checks.map((one) => belied(one, found(untold, ['audio']))))
    const bad = worthTelling()
    const shown = await notifier.show({ key: 'watch', ...testWords(watch(), engine.config().appearance.time), urgency: bad.length > 0 ? urgencyOf(bad) : 'low', actions: [{ id: 'open', label: t('notify.open') }] })
    const back = await asked('disturb', checks.disturb)
    const displayed = shown.outcome !== 'shown' || back.state === 'unknown' ? 'unknown' : back.state === 'threat' ? 'no' : 'yes'
    const notification = { shown: shown.outcome === 'shown', displayed, detail: shown.outcome === 'shown' ? '' : shown.detail } as const
    const test = found(notification, [...(!notification.shown && promised.has('daemon') ? ['daemon' as const] : []), ...(lostSound ? ['audio' as const] : [])])
    const told = (notification.shown && displayed !== 'no') || (alarmed && played.played) ? threatsOf(watch()).map(({ check }) => check) : []
    checked(watch().checks.map((one) => belied(one, test)))
    wasTold(told)
    put({ testing: false, test }, [{
      type: 'tested', at: test.at, good: isGood(test),
      notification: test.notification.shown ? t('watch.panel.test.shown', { displayed }) : t('watch.panel.test.not-shown', { detail: test.notification.detail }),
      sound: test.sound.played ? t('watch.panel.test.played') : t('watch.panel.test.not-played', { detail: test.sound.detail })
    }])
    // a notification that was refused is told by a sound
    if (!notification.shown) await tell()
  }

  /** One at a time; what goes wrong in it has been said by then, and must not end the watch. */
  const busy = (run: () => Promise<void>): void => { checking ??= run().finally(() => { checking = null }) }

  const readNight = async (from: number): Promise<{ readonly entries: readonly JournalEntry[]; readonly partial: boolean }> => {
    let entries: readonly JournalEntry[] = []
    let before: { readonly at: number; readonly n: number } | null = null
    try {
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer: Awaited<ReturnType<Engine['journal']>> = await within(clock, LONGEST_CHECK_MS, engine.journal({ from, to: null, before, limit: 500 }))
        entries = [...entries, ...answer.entries]
        if (answer.next === null) return { entries, partial: answer.unread > 0 }
        before = answer.next
      }
    } catch { return { entries, partial: true } }
    return { entries, partial: true }
  }
  const sumUp = async ({ from, to }: { readonly from: number; readonly to: number }): Promise<void> => {
    try { await digestIs(from, to) } finally {
      // whatever waited for the morning must not wait for what cannot be summed up
      if (watch().owed?.from === from) put({ owed: null })
    }
  }
  const digestIs = async (from: number, to: number): Promise<void> => {
    const { entries, partial } = await readNight(from)
    const now = clock.now()
    const zone = engine.config().appearance.time === 'utc' ? 'UTC' : zoneHere()
    const dayEnd = instantOf((Math.floor(wallAt(now, zone) / 86_400_000) + 1) * 86_400_000, zone)
    const digest = digestOf(entries, engine.state(), { from, to, now, dayEnd, partial })
    const { fired, paged, resolved, silences, unseen } = digest
    put({ owed: null, digest }, [{ type: 'digest', at: now, from, to, fired: fired.count, paged: paged.count, resolved: resolved.count, open: openIn(digest), silences: silences.count, unseen: unseen.sources.count }])
  }
  /** What is open is known once every source has answered since, or has failed to. */
  const isKnown = (now: number): boolean => {
    const { sources, ages } = engine.state()
    owedSince ??= clock.monotonic()
    return clock.monotonic() - owedSince >= SOURCES_MS || Object.values(sources).every((s) => s.failingSince !== null || isFresh(ages[s.id], now))
  }

  const stopBeat = engine.onBeat(({ at }) => {
    if (at - engine.state().meta.startedAt < SETTLE_MS && at >= engine.state().meta.startedAt) return
    become(stepWatch(watch(), worldAt(at)), at)
    const now = watch()
    if (now.owed === null) owedSince = null
    else if (!digesting && isKnown(at)) { digesting = true; void sumUp(now.owed).finally(() => { digesting = false }) }
    if (now.testDue) busy(runTest)
    else if (now.armed !== null && (checkedAt === null || at - checkedAt >= CHECK_MS || at < checkedAt)) busy(async () => { await runChecks(); await tell() })
  })
  const lockTurned = (locked: boolean): void => { lockHeard = locked; checkedAt = null }
  const stopLock = [power.onLock(() => { lockTurned(true) }), power.onUnlock(() => { lockTurned(false) })]

  return {
    arm: () => { const now = clock.now(); become(armByHand(watch(), worldAt(now)), now); if (watch().testDue) busy(runTest); return OK },
    disarm: () => { const now = clock.now(); become(disarmByHand(watch(), worldAt(now)), now); return OK },
    test: () => { put({ testDue: true }); busy(runTest); return OK },
    closeDigest: () => { const { digest } = watch(); if (digest) put({ digest: { ...digest, closed: true } }); return OK },
    stop: () => {
      ended = true
      stopBeat()
      for (const stop of stopLock) stop()
      awake.release()
      desk.dispose()
    }
  }
}
