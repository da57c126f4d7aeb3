import { isBeneath, isWaking, kindOf, type Broken } from './scripted'

/**
 * What must come of each alert of a night, by the script alone: by what each source said last, by what people did, and by when nobody watched. Knows nothing of what Garda makes of it.
 * `must`: whoever sits here is called for it, within HEARD_MS and again and again; `never`: nobody is; `either`: both are right.
 */
export type Duty = 'must' | 'never' | 'either'

/** What a source says of an alert. */
export type Word = Pick<Broken, 'startsAt' | 'silenced' | 'taken' | 'inhibited'>
export interface Share { must: number; early: number; never: number; either: number }

const S = 1_000
const M = 60 * S
/** A sound comes once a minute by day; an Alertmanager is waited for for half a minute before the first, and what is known comes with a poll. */
export const HEARD_MS = 120 * S
/** Whoever is next hears it after that. */
export const NEXT_MS = 5 * M
/** What is gone for so long is over, and a poll. */
const GRACE_MS = 60 * S + 15 * S
const LONGEST_GRACE_MS = 15 * M
/** An event takes in no more after that. */
const EVENT_MS = 30 * M
/** A crowd that is gone all at once is not believed for half a minute and two polls. */
const CROWD = 5
const CROWD_MS = 60 * S

/** Taken at this desk; `sure`: it fired then, and has gone on firing since. */
interface Own { readonly page: string; readonly with: readonly number[]; /** Null: it was not listed then. */ readonly startsAt: number | null; sure: boolean }
interface Fate {
  duty: Duty
  since: number
  heardAt: number
  /** Since when it is listed and neither silenced nor inhibited, and, of that, since when somebody has it and since when nobody has; null: it is not so. */
  firesSince: number | null
  hadSince: number | null
  freeSince: number | null
  /** Since and until when somebody had it before. */
  hadBefore: { readonly since: number; readonly until: number }
  /** Since when no source lists it; null: one does. */
  goneSince: number | null
  /** When it stopped firing. */
  ends: number[]
  /** When somebody's alert explained it last. */
  coveredAt: number
  own: Own | null
  /** Listed by the first answer of the very first run: whoever starts Garda for the first time sits before it. */
  first: boolean
  /** The beginning that was given for it last, and the first one since it was over. */
  startsAt: number | null
  beganAt: number | null
  /** A Prometheus said last that it is gone, while an Alertmanager that lists it no longer answered. */
  lacked: boolean
}

export interface Truth {
  /** A source was asked; null: it does not answer. */
  readonly said: (who: number, words: ReadonlyMap<number, Word> | null) => void
  /** What the silences of the Alertmanager are of, as it tells them: also of what it does not list. */
  readonly silenced: (alerts: ReadonlyMap<number, Pick<Word, 'silenced' | 'taken'>>) => void
  /** Somebody here did something about a page with these alerts. */
  readonly did: (what: 'took' | 'gave' | 'snoozed', page: string, alerts: readonly number[]) => void
  /** Nobody watched for so long. `unwritten`: what happened last is lost. */
  readonly away: (why: 'slept' | 'stopped' | 'set back', ms: number, from: number, unwritten: boolean) => void
  /** Something called for these alerts. What is wrong with that. */
  readonly called: (how: string, alerts: readonly number[]) => readonly string[]
  /** The same of a notification, which nobody may have seen. */
  readonly told: (reason: string, alerts: readonly number[]) => readonly string[]
  /** A tick has gone by. What is wrong. @param isTurn whether it is this desk's shift */
  readonly tick: (ms: number, isTurn: boolean) => readonly string[]
  readonly duty: (alert: number) => Duty
  /** What sources list, as they said last. */
  readonly listed: () => ReadonlyMap<number, Word>
  readonly share: () => Share
}

/** @param ranBefore whether this is not the very first run */
export const truthOf = (ranBefore: boolean): Truth => {
  let clock = 0
  let turnedAt = 0
  let wasTurn: boolean | null = null
  const said: (ReadonlyMap<number, Word> | null)[] = [null, null]
  const answers = [false, false]
  const crowdUntil = [-Infinity, -Infinity]
  let quiet: ReadonlyMap<number, Pick<Word, 'silenced' | 'taken'>> = new Map()
  /** What the Alertmanager has listed since somebody watches: under which labels is known then, and that what the Prometheus tells arrives there. */
  const arrived = new Set<number>()
  /** What a colleague had by the Alertmanager before a restart: until that is heard it may count as theirs. */
  let left: ReadonlySet<number> = new Set()
  const fates = new Map<number, Fate>()
  let snoozed: { readonly until: number; readonly alerts: readonly number[] }[] = []
  let given: readonly (readonly [at: number, alert: number, own: Own])[] = []
  const share: Share = { must: 0, early: 0, never: 0, either: 0 }
  let isFirst = !ranBefore

  /** Of what nobody has watched yet. */
  const unknown = (): Omit<Fate, 'goneSince' | 'ends' | 'own' | 'first' | 'startsAt' | 'beganAt' | 'lacked'> => ({ duty: 'either', since: clock, heardAt: -Infinity, firesSince: null, hadSince: null, freeSince: null, hadBefore: { since: -Infinity, until: -Infinity }, coveredAt: -Infinity })
  const fateOf = (i: number): Fate => {
    const known = fates.get(i)
    if (known) return known
    const fate: Fate = { ...unknown(), goneSince: clock, ends: [], own: null, first: false, startsAt: null, beganAt: null, lacked: false }
    fates.set(i, fate)
    return fate
  }
  const wordOf = (i: number): Word | null => said[0]?.get(i) ?? said[1]?.get(i) ?? null
  /** What the Alertmanager says of it, or its silences do where it lists nothing. */
  const judged = (i: number): Word | undefined => {
    const [own, other] = [said[0]?.get(i), said[1]?.get(i)]
    return own ?? (other && arrived.has(i) && quiet.has(i) ? { ...other, ...quiet.get(i) } : undefined)
  }
  /** What an Alertmanager that no longer answers inhibited may be heard, and taken with what it is heard with. */
  const isHeldBack = (i: number): boolean => { const word = judged(i); return word !== undefined && (word.silenced || (word.inhibited === true && answers[0]!)) }
  const isNear = (a: number, b: number): boolean => {
    const [x, y] = [kindOf(a), kindOf(b)]
    return a === b || (x.env === y.env && (x.service === y.service || isBeneath(x.service, y.service) || isBeneath(y.service, x.service)))
  }

  /** What was taken here is over when all that it was taken with, and that belongs to it, is. */
  const isOver = ({ with: others }: Own, i: number): boolean => {
    if (said.includes(null)) return false
    const goneFor = clock - (fateOf(i).goneSince ?? clock)
    if (goneFor > EVENT_MS + M) return true
    const all = [...fates].filter(([j]) => j === i || others.some((one) => isNear(one, j)))
    const ended = all.reduce((n, [, { ends }]) => n + ends.filter((at) => at > clock - 60 * M).length, 0)
    const grace = Math.min(LONGEST_GRACE_MS, 60 * S * 2 ** Math.max(0, Math.min(6, ended - 1))) + 30 * S
    return all.every(([, { goneSince }]) => goneSince !== null && clock - goneSince > grace)
  }
  /** Something at least as bad that somebody has, and had before it began, lies on its service or beneath it. */
  const isCovered = (i: number, { freeSince, beganAt }: Fate): boolean => {
    const { service, env } = kindOf(i)
    return [...fates].some(([j, { hadSince, goneSince, own }]) => {
      const other = kindOf(j)
      if (j === i || !isWaking(j) || other.env !== env) return false
      const isBlink = own?.startsAt === null && goneSince !== null && clock - goneSince < GRACE_MS
      // what a colleague had by an Alertmanager that has not been heard since a restart may count as theirs
      const isLeft = said[0] === null && left.has(j) && (goneSince === null || clock - goneSince < GRACE_MS)
      if (!isBlink && !isLeft && (hadSince === null || (freeSince !== null && hadSince > freeSince + GRACE_MS))) return false
      return isBeneath(other.service, service) || (other.service === service && (beganAt ?? 0) - (wordOf(j)?.startsAt ?? 0) <= EVENT_MS + M)
    })
  }
  const dutyOf = (i: number, fate: Fate): Duty => {
    const [am, prom] = [said[0]?.get(i), said[1]?.get(i)]
    if (!isWaking(i)) return 'never'
    if (!am && !prom) return said.includes(null) || crowdUntil.some((until) => until > clock) ? 'either' : 'never'
    // an Alertmanager that no longer answers is believed no more than for a while against a Prometheus that does and lacks it
    if (am && !prom && !answers[0] && (answers[1] || fate.lacked)) return 'either'
    if (am?.silenced) return 'never'
    // what an Alertmanager that no longer answers said of inhibitions is not believed against somebody who sees it fire
    if (am?.inhibited) return answers[0] ? 'never' : 'either'
    if (am?.taken) return 'never'
    // a silence holds until it is known to have ended, whether its Alertmanager lists what it fits or not
    // and what is taken while an Alertmanager is not believed to list nothing may still count as it was listed
    if (!am && quiet.has(i)) return arrived.has(i) && said[1] !== null && crowdUntil[0]! <= clock ? 'never' : 'either'
    if (fate.own) return fate.own.sure ? 'never' : 'either'
    if (said[0] === null && left.has(i)) return 'either'
    if (fate.first || snoozed.some(({ alerts }) => alerts.some((one) => isNear(one, i)))) return 'either'
    if (isCovered(i, fate)) { fate.coveredAt = clock; return 'either' }
    return clock - fate.coveredAt < GRACE_MS ? 'either' : 'must'
  }
  const settle = (): void => {
    snoozed = snoozed.filter(({ until }) => until > clock)
    for (const [i, fate] of fates) {
      const word = wordOf(i)
      // whether that was for long enough to be believed does not change any more when it falls silent, too
      fate.lacked = !answers[0] && said[0]?.has(i) === true && said[1]?.has(i) === false && (answers[1]! || fate.lacked)
      if (word === null) fate.goneSince ??= clock
      // a first summary is over when what it told of is, and begins anew: what is listed again with the beginning it had was lost by a server
      if (word !== null && word.startsAt !== fate.startsAt && fate.goneSince !== null && clock - fate.goneSince > LONGEST_GRACE_MS) fate.first = false
      if (fate.own && fate.goneSince !== null && isOver(fate.own, i)) fate.own = null
      // what an Alertmanager that no longer answers lists, and a Prometheus that does lacks, may have ended and begun anew
      if (fate.own && !answers[0] && answers[1] && said[0]?.has(i) && !said[1]?.has(i)) fate.own.sure = false
      if (word !== null) {
        if (fate.own && (fate.goneSince !== null || word.startsAt !== fate.own.startsAt)) fate.own.sure = false
        if (fate.beganAt === null || (fate.goneSince !== null && clock - fate.goneSince >= GRACE_MS)) fate.beganAt = word.startsAt
        fate.startsAt = word.startsAt
        fate.goneSince = null
      }
      const fires = word !== null && !isHeldBack(i)
      if (!fires && fate.firesSince !== null) fate.ends = [...fate.ends.filter((at) => at > clock - 60 * M), clock]
      fate.firesSince = fires ? (fate.firesSince ?? clock) : null
      // a colleague's silence of what no Alertmanager lists yet may be known to fit it, or not: what that covers may be heard, or not
      const mayBeHad = quiet.get(i)?.taken === true && said[0]?.has(i) !== true
      const had = fires && (judged(i)?.taken === true || mayBeHad || fate.own !== null)
      // a blink gives nothing back
      if (fate.hadSince !== null && !had) fate.hadBefore = { since: fate.hadSince, until: clock }
      fate.hadSince = had ? (fate.hadSince ?? (clock - fate.hadBefore.until < GRACE_MS ? fate.hadBefore.since : clock)) : null
      fate.freeSince = fires && !had ? (fate.freeSince ?? clock) : null
    }
    for (const [i, fate] of fates) {
      const duty = dutyOf(i, fate)
      if (duty !== fate.duty) Object.assign(fate, { duty, since: clock })
    }
  }
  const isNobodys = (i: number): boolean => fateOf(i).duty === 'never'
  /** By when somebody must have been called for it, and how long that may be ago. */
  const isLate = ({ duty, since, heardAt }: Fate, isTurn: boolean): boolean =>
    duty === 'must' && clock - Math.max(since, turnedAt) > HEARD_MS + (isTurn ? 0 : NEXT_MS) && clock - heardAt > HEARD_MS

  return {
    duty: (i) => fates.get(i)?.duty ?? 'either',
    listed: () => new Map([...(said[1] ?? []), ...(said[0] ?? [])]),
    share: () => share,
    said: (who, words) => {
      answers[who] = words !== null
      // one that falls silent before that is believed never said it
      if (words === null) { if (crowdUntil[who]! > clock) crowdUntil[who] = Infinity; settle(); return }
      if (words.size === 0 && ((said[who]?.size ?? 0) >= CROWD || crowdUntil[who] === Infinity)) crowdUntil[who] = clock + CROWD_MS
      else if (crowdUntil[who] === Infinity) crowdUntil[who] = -Infinity
      said[who] = new Map(words)
      if (who === 0) for (const i of words.keys()) arrived.add(i)
      for (const i of words.keys()) if (isFirst) fateOf(i).first = true; else fateOf(i)
      // the other source gives its first answer in the same moment
      if (who === said.length - 1) isFirst = false
      settle()
    },
    silenced: (alerts) => { quiet = new Map([...alerts].filter(([, { silenced, taken }]) => silenced || taken)) },
    did: (what, page, alerts) => {
      switch (what) {
        case 'took':
          for (const i of alerts) {
            const [fate, word] = [fateOf(i), wordOf(i)]
            if (fate.own || fate.hadSince !== null || isHeldBack(i)) continue
            fate.own = { page, with: alerts, startsAt: word?.startsAt ?? null, sure: word !== null }
          }
          break
        case 'gave':
          for (const [i, fate] of fates) if (fate.own?.page === page) { given = [...given, [clock, i, fate.own]]; fate.own = null }
          break
        case 'snoozed': snoozed.push({ until: clock + 10 * M, alerts }); break
      }
      settle()
    },
    away: (why, ms, from, unwritten) => {
      clock += ms
      if (why === 'set back') snoozed = snoozed.map(({ alerts }) => ({ until: clock + 10 * M, alerts }))
      if (why === 'stopped') {
        left = new Set([...(said[0] === null ? left : []), ...[...fates.keys()].filter((i) => judged(i)?.taken === true)])
        // what was listed then is not known to be gone
        said.fill(null)
        quiet = new Map()
        arrived.clear()
        answers.fill(false)
        for (const [at, i, own] of unwritten ? given : []) if (clock - ms - at < M) fateOf(i).own ??= { ...own, sure: false }
        for (const fate of fates.values()) if (fate.own && unwritten) fate.own.sure = false
      }
      for (const fate of fates.values()) {
        Object.assign(fate, unknown())
        if (fate.own && (fate.own.startsAt ?? Infinity) > from) fate.own.sure = false
      }
      settle()
    },
    called: (how, alerts) => {
      for (const i of alerts) fateOf(i).heardAt = clock
      const waking = alerts.filter(isWaking)
      return alerts.length > 0 && alerts.every(isNobodys) ? [`truth: ${how} for ${(waking.length > 0 ? waking : alerts).map((i) => kindOf(i).name).join(', ')}, and nobody may be called`] : []
    },
    told: (reason, alerts) => alerts.flatMap((i) => (isWaking(i) && isNobodys(i) ? [`truth: ${kindOf(i).name} was told as ${reason}, and nobody may be called`] : [])),
    tick: (ms, isTurn) => {
      clock += ms
      if (wasTurn !== null && wasTurn !== isTurn) turnedAt = clock
      wasTurn = isTurn
      settle()
      return [...fates].flatMap(([i, fate]) => {
        if (isWaking(i) && (fate.goneSince === null || fate.duty !== 'never')) share[fate.duty === 'must' && clock - fate.since <= HEARD_MS ? 'early' : fate.duty] += ms
        return isLate(fate, isTurn) ? [`truth: ${kindOf(i).name} fires for ${(clock - fate.since) / S} s and nobody was called ${fate.heardAt === -Infinity ? 'at all' : `for ${(clock - fate.heardAt) / S} s`}`] : []
      })
    }
  }
}
