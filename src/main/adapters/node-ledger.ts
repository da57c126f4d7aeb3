import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { STANDINGS, type Buddies } from '@shared/domain/buddy'
import { NOTIFY_REASONS } from '@shared/domain/notification'
import { watchSchema } from '@shared/domain/night-watch'
import { RUNGS, type LastPages, type Page } from '@shared/domain/page'
import { SEVERITIES } from '@shared/domain/severity'
import type { Episode, Ledger, LedgerState } from '../ports/ledger'
import { damagedName, detailOf } from './node-config-atomic'

const time = z.number()
/** A reason that this version does not know is no reason to forget that the alert was told. */
const episodeSchema = z.object({ alert: z.string(), startedAt: time, toldAt: time.nullable(), reason: z.enum(NOTIFY_REASONS).catch('already-told'), endedAt: time.optional(), lightly: z.literal(true).exactOptional(), anew: z.enum(['begun', 'strayed', 'unseen']).exactOptional() })
const recordSchema = z.object({
  id: z.string(), at: time, key: z.string(), alerts: z.array(z.string()), title: z.string(), body: z.string(), outcome: z.enum(['shown', 'suppressed', 'pending']),
  reason: z.enum(NOTIFY_REASONS).catch('already-told'), rule: z.string().exactOptional(),
  others: z.array(z.object({ rule: z.string(), alerts: z.array(z.string()) })).exactOptional()
})
const heldSchema = z.object({ by: z.string(), since: time, source: z.string(), here: z.literal(true).optional() })
const holdsSchema = z.record(z.string(), z.object({ held: heldSchema, until: time, startsAt: time })).optional().catch(undefined)
const namingSchema = z.object({ name: z.string(), service: z.string().nullable(), environment: z.string(), severity: z.enum(SEVERITIES) })
const pageSchema = z.object({
  id: z.string(), route: z.enum(['notify', 'page']), status: z.enum(['open', 'snoozed', 'held', 'over']), severity: z.enum(SEVERITIES), environment: z.string(),
  alerts: z.array(z.string()), sources: z.array(z.string()).default([]), lost: z.array(z.string()).default([]), suppressed: z.boolean().default(false),
  unseen: z.array(z.string()), seenAgain: z.record(z.string(), time).exactOptional(), had: z.object({ keys: z.array(z.string()), by: heldSchema }).exactOptional(),
  services: z.array(z.string()), title: z.string(), body: z.string(), lead: z.string().nullable(),
  startedAt: time, openedAt: time, since: time, climbedAt: time, passedAt: time, climbed: z.array(z.enum(RUNGS)), window: z.boolean(),
  person: z.string().nullable(), reached: z.array(z.string()).default([]), passed: z.number().int().min(0), loud: z.boolean(), called: z.boolean(),
  paged: z.boolean(), handedAt: time.nullable().default(null),
  next: z.object({ rung: z.enum(RUNGS), at: time, person: z.string().nullable() }).nullable(),
  held: heldSchema.nullable(), taken: z.array(z.string()), free: z.array(z.string()).default([]),
  ended: z.array(z.string()).default([]), stillSince: time.nullable().default(null), bareSince: time.nullable().default(null), owed: z.array(z.string()).default([]), peak: z.enum(SEVERITIES),
  snoozedUntil: time.nullable(), flaps: z.number().int().min(0), quietSince: time.nullable(), endedAt: time.nullable()
}) satisfies z.ZodType<Page>
/** A page of a version that did not count whom it reached has reached whose it is. */
const reachedBy = (page: Page): Page => (page.reached.length === 0 && page.person !== null ? { ...page, reached: [page.person] } : page)
/**
 * A page of a version that did not count it was passed on as far as its ladder was climbed, has taken every rung but the window where that does not stand,
 * was called for where it is loud, and for nothing worse than it is.
 */
const passedAs = (page: unknown): unknown => (typeof page === 'object' && page !== null && 'climbedAt' in page ? { paged: 'climbed' in page && Array.isArray(page.climbed) && page.climbed.includes('hook'), called: 'loud' in page && page.loud === true, passedAt: page.climbedAt, climbed: 'window' in page && page.window === false ? ['sound', 'hook'] : ['window', 'sound', 'hook'], peak: 'severity' in page ? page.severity : undefined, ...page } : page)
/** A page that this version cannot read is told anew, not forgotten with all the others. */
const pagesSchema = z.record(z.string(), z.unknown()).default({}).transform((table): Readonly<Record<string, Page>> =>
  Object.fromEntries(Object.entries(table).flatMap(([id, page]) => { const read = pageSchema.safeParse(passedAs(page)); return read.success ? [[id, reachedBy(read.data)]] : [] })))
const ackSchema = z.object({
  id: z.string(), prints: z.array(z.string()), by: z.string(), comment: z.string(), since: time, page: z.string().nullable(), source: z.string(),
  matchers: z.array(z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean() })),
  silence: z.string().nullable(), endsAt: time.nullable(), released: z.boolean(), goneSince: time.nullable(), retryAt: time.nullable(),
  upTo: z.record(z.string(), time).exactOptional()
})
/** What cannot be read is seen anew. */
const buddiesSchema = z.object({
  source: z.string().nullable(), sure: z.boolean(), rows: z.array(z.object({ name: z.string(), standing: z.enum(STANDINGS), since: time, seenAt: time, until: time }))
}).optional().catch(undefined) satisfies z.ZodType<Buddies | undefined>
const lastPagesSchema = z.object({
  since: time, of: z.record(z.string(), z.object({ id: z.string(), service: z.string().nullable(), openedAt: time, startedAt: time, endedAt: time.nullable() }))
}).optional().catch(undefined) satisfies z.ZodType<LastPages | undefined>
const idsSchema = z.record(z.string(), z.array(z.string())).optional().catch(undefined)
const fileSchema = z.object({
  version: z.literal(1), pages: pagesSchema, lastRunAt: time.nullable(), acks: z.array(ackSchema).optional(), buddies: buddiesSchema,
  watchdogs: idsSchema, seenBy: idsSchema, names: z.record(z.string(), z.string()).optional().catch(undefined), holds: holdsSchema,
  onPages: z.record(z.string(), namingSchema).optional().catch(undefined), watch: watchSchema.optional().catch(undefined), lastPages: lastPagesSchema,
  episodes: z.array(z.tuple([z.string(), episodeSchema])), records: z.array(recordSchema)
})

export const EMPTY_LEDGER: LedgerState = { episodes: {}, records: [], lastRunAt: null }
export const MAX_RECORDS = 2_000
/** Open episodes are as many as alerts fire; this bounds what sources that went away may leave behind. */
export const MAX_EPISODES = 20_000

/** What a restart can least do without comes first: what is not over, and of that what was told last; what was never told is only decided on anew. */
const byWorth = (a: Episode, b: Episode): number =>
  Number(a.endedAt !== undefined) - Number(b.endedAt !== undefined) || Number(a.toldAt === null) - Number(b.toldAt === null) || (b.toldAt ?? 0) - (a.toldAt ?? 0) || b.startedAt - a.startedAt

/** What is worth keeping: the newest records, and of the episodes those that are not over and were told last. The same reference when nothing goes. */
export const pruneLedger = (state: LedgerState): LedgerState => {
  const entries = Object.entries(state.episodes)
  const episodes = entries.length > MAX_EPISODES ? Object.fromEntries(entries.sort(([, a], [, b]) => byWorth(a, b)).slice(0, MAX_EPISODES)) : state.episodes
  const records = state.records.length > MAX_RECORDS ? state.records.slice(-MAX_RECORDS) : state.records
  return episodes === state.episodes && records === state.records ? state : { ...state, episodes, records }
}

/** What the file says besides when Garda ran last and who watched then, in parts. */
const partsOf = (): ((state: LedgerState) => readonly string[]) => {
  const [episodes, records] = [textOfSame('episodes', Object.entries<Episode>), textOfSame('records', (list: LedgerState['records']) => list)]
  return (state) => [
    JSON.stringify({
      pages: state.pages ?? {}, ...(state.acks?.length ? { acks: state.acks } : {}),
      ...(state.watchdogs ? { watchdogs: state.watchdogs } : {}), ...(state.seenBy ? { seenBy: state.seenBy } : {}), ...(state.names ? { names: state.names } : {}),
      ...(state.holds ? { holds: state.holds } : {}), ...(state.onPages ? { onPages: state.onPages } : {}), ...(state.watch ? { watch: state.watch } : {}),
      ...(state.lastPages ? { lastPages: state.lastPages } : {})
    }).slice(1, -1), episodes(state.episodes), records(state.records)
  ]
}
/** The text of what is long and seldom changes, made once for each reference. */
const textOfSame = <T extends object>(name: string, shape: (value: T) => unknown): ((value: T) => string) => {
  let last: { readonly value: T; readonly text: string } | null = null
  return (value) => (last?.value === value ? last : last = { value, text: `"${name}":${JSON.stringify(shape(value))}` }).text
}

const parseLedger = (text: string): LedgerState | null => {
  try {
    const { lastRunAt, episodes, records, pages, acks, buddies, watchdogs, seenBy, names, holds, onPages, watch, lastPages } = fileSchema.parse(JSON.parse(text))
    return { lastRunAt, episodes: Object.fromEntries(episodes), records, ...(Object.keys(pages).length ? { pages } : {}),
      ...(acks ? { acks } : {}), ...(buddies ? { buddies } : {}), ...(watchdogs ? { watchdogs } : {}), ...(seenBy ? { seenBy } : {}), ...(names ? { names } : {}),
      ...(holds ? { holds } : {}), ...(onPages ? { onPages } : {}), ...(watch ? { watch } : {}), ...(lastPages ? { lastPages } : {}) }
  } catch { return null }
}

/** Written whole to a file beside it, flushed, then renamed: after a crash either the old or the new is there. */
const writeDurably = async (path: string, text: string): Promise<void> => {
  const draft = join(dirname(path), `.${basename(path)}.new`)
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally { await file.close() }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}
/** The rename itself is durable only then; Windows cannot open folders and needs no such thing. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try { await handle.sync() } finally { await handle.close() }
}

/**
 * That Garda ran at `at`, who watched then (null: that was not asked for), and that the ledger that was written at `of` was still all else it had to say: of any
 * other it says nothing. `buddies` absent: of a version that did not tell, or unreadable.
 */
const aliveSchema = z.object({ of: time, at: time, buddies: z.null().or(buddiesSchema) })
const aliveSince = async (path: string, { buddies: before, ...state }: LedgerState): Promise<LedgerState> => {
  const asBefore = { ...state, ...(before ? { buddies: before } : {}) }
  try {
    const { of, at, buddies = before } = aliveSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    return of === state.lastRunAt ? { ...state, lastRunAt: at, ...(buddies ? { buddies } : {}) } : asBefore
  } catch { return asBefore } // older by as long as nothing changed: that hides nothing
}
const touchedAt = (path: string): Promise<number | null> => stat(path).then(({ mtimeMs }) => mtimeMs, () => null)

/** What was written last, and as which file, so that it is known whether it still stands there. */
interface Written { readonly parts: readonly string[]; readonly at: number; readonly file: string }
const fileAt = (path: string): Promise<string | null> => stat(path).then(({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`, () => null)

/**
 * The record of what was told, as `ledger.json` in `folder`; while it stays the same, `ledger-alive.json` beside it alone says that Garda
 * still runs, and which others do: thousands of records every half minute for nothing else would wear out a disk. Saves that come while one is being written are merged into one write
 * of the newest; each resolves when its state, or a later one, is on the disk, and rejects with what the file system says.
 */
export const nodeLedger = (folder: string, now: () => number): Ledger => {
  const [path, alivePath] = [join(folder, 'ledger.json'), join(folder, 'ledger-alive.json')]
  const partsNow = partsOf()
  let written: Written | null = null
  let waiting: { state: LedgerState; readonly done: Promise<void> } | null = null
  let running: Promise<void> = Promise.resolve()

  const write = async (state: LedgerState): Promise<void> => {
    const { lastRunAt: at } = state
    const parts = partsNow(pruneLedger(state))
    if (at !== null && written?.parts.every((part, i) => part === parts[i]) && written.file === await fileAt(path)) {
      await writeDurably(alivePath, JSON.stringify({ of: written.at, at, buddies: state.buddies ?? null }))
      return
    }
    written = null
    await mkdir(folder, { recursive: true })
    await writeDurably(path, `{"version":1,"lastRunAt":${at},${state.buddies ? `"buddies":${JSON.stringify(state.buddies)},` : ''}${parts.join(',')}}`)
    const file = await fileAt(path)
    written = at === null || file === null ? null : { parts, at, file }
  }

  /** The name it was given; its own where it had to stay. */
  const putAside = async (): Promise<string> => {
    const aside = damagedName(path, now())
    try {
      await rename(path, aside)
      return basename(aside)
    } catch { return basename(path) }
  }

  return {
    load: async () => {
      try {
        const state = parseLedger(await readFile(path, 'utf8'))
        if (state) return { state: pruneLedger(await aliveSince(alivePath, state)), damaged: null }
      } catch (error) {
        if (detailOf(error) === 'ENOENT') return { state: EMPTY_LEDGER, damaged: null }
      }
      // what it said is lost, but not that somebody watched: when it, or that it still held, was written last
      const [there, alive] = await Promise.all([touchedAt(path), touchedAt(alivePath)])
      const lastRunAt = there === null ? now() : Math.min(Math.max(there, alive ?? there), now())
      return { state: { ...EMPTY_LEDGER, lastRunAt }, damaged: await putAside() }
    },
    save: (state) => {
      if (waiting) { waiting.state = state; return waiting.done }
      const turn = running.catch(() => undefined).then(() => {
        const newest = waiting?.state ?? state
        waiting = null
        return write(newest)
      })
      waiting = { state, done: turn }
      running = turn
      return turn
    }
  }
}
