import type { CommandArgs, Done } from '@shared/contract/commands'
import type { Alert } from '@shared/domain/alert'
import type { FailureCode } from '@shared/domain/source'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import type { CoreState } from '../core/core-state'
import type { CoreEvent } from '../core/events'
import { ACK_MS, AGAIN_MS, alertWith, plan, take, type Taken, type Taking } from '../core/pager/acks'
import type { Clock } from '../ports/clock'
import { asFailure, SourceFailure } from '../ports/failure'
import type { Ack } from '../ports/ledger'
import type { Log } from '../ports/log'
import type { SilenceAbility, SilenceDraft, SourceContext } from '../ports/source-kind'
import type { Instance } from './instances'

export interface AckTools {
  readonly clock: Clock
  readonly log: Log
  readonly core: () => CoreState
  readonly instance: (id: string) => Instance | undefined
  readonly dispatch: (event: CoreEvent) => void
  /** On the disk when it resolves; never rejects. */
  readonly save: () => Promise<void>
  /** Asks a source now, so that what was written shows. */
  readonly ask: (source: string) => Promise<void>
}

export interface Acknowledging {
  /** Takes the alerts of a page, and others. Held here at once; answers in words who else can see it. */
  readonly acknowledge: (what: CommandArgs<'acknowledge'>[0], by: string) => Promise<Done>
  readonly release: (what: CommandArgs<'release'>[0]) => Promise<Done>
  /** Once a second: keeps alive, ends, and tries again. */
  readonly beat: () => void
  readonly stop: () => void
}

/** Writes of one source at a time. */
const AT_ONCE = 5
/** Trying again would change nothing: it stays known here only. */
const FINAL: ReadonlySet<FailureCode> = new Set(['unauthorized', 'forbidden', 'sign-in-needed', 'proxy-auth', 'not-found', 'gone', 'unexpected-status', 'redirect-blocked', 'settings', 'secret'])

const yes = (reason: string): Done => ({ ok: true, reason })
const no = (reason: string): Done => ({ ok: false, reason })

/** Acknowledges, and keeps each acknowledgement as long as its alerts fire. Never more than one write of one acknowledgement is under way. */
export const createAcknowledging = (tools: AckTools): Acknowledging => {
  const { clock, log, core, dispatch, save } = tools
  const busy = new Map<string, Promise<SourceFailure | null>>()
  const aborts = new Set<AbortController>()
  let stopped = false

  const change = (rows: readonly (readonly [string, Ack | null])[]): void => { dispatch({ type: 'acks', at: clock.now(), change: Object.fromEntries(rows) }) }
  /** What was forgotten meanwhile stays so. */
  const update = (id: string, part: Partial<Ack>): void => { const now = core().acks[id]; if (now) change([[id, { ...now, ...part }]]) }

  /** One that others extend too is looked at again all the same. */
  const endOf = (endsAt: number): number => Math.min(endsAt, clock.now() + ACK_MS)
  const draftOf = ({ matchers, by, comment }: Ack): SilenceDraft => ({ matchers, createdBy: by, comment, forMs: ACK_MS })
  const abilityOf = (ack: Ack): { readonly silence: SilenceAbility; readonly instance: Instance } => {
    const instance = tools.instance(ack.source)
    if (!instance?.kind?.silence || instance.broken) throw instance?.broken ?? new SourceFailure('settings', { detail: ack.source })
    return { silence: instance.kind.silence, instance }
  }

  /** One write, and what came of it; null: it was done. Never rejects. */
  const write = (ack: Ack, run: (silence: SilenceAbility, instance: Instance, ctx: SourceContext) => Promise<void>): Promise<SourceFailure | null> => {
    const before = busy.get(ack.id)
    if (before) return before
    const abort = new AbortController()
    aborts.add(abort)
    const work = (async (): Promise<SourceFailure | null> => {
      try {
        const { silence, instance } = abilityOf(ack)
        await run(silence, instance, instance.context(abort.signal))
        return null
      } catch (thrown) {
        const failure = asFailure(thrown)
        if (stopped) return failure
        log.write('warn', 'an acknowledgement was not written', { source: ack.source, code: failure.code })
        update(ack.id, { retryAt: clock.now() + AGAIN_MS })
        return failure
      }
    })().finally(() => { busy.delete(ack.id); aborts.delete(abort) })
    busy.set(ack.id, work)
    return work
  }

  const create = (ack: Ack, again: boolean): Promise<SourceFailure | null> => write(ack, async (silence, { source }, ctx) => {
    const made = await silence.create(source, draftOf(ack), again, ctx)
    update(ack.id, { silence: made.id, endsAt: endOf(made.endsAt), retryAt: null })
    await save()
  })
  const extend = (ack: Ack): Promise<SourceFailure | null> => write(ack, async (silence, { source }, ctx) => {
    const made = await silence.extend(source, ack.silence ?? '', draftOf(ack), ctx).catch((thrown: unknown) => {
      // a server that lost its silences is given a new one
      if (asFailure(thrown).code === 'not-found') return { id: null, endsAt: null }
      throw thrown
    })
    if (made === null && (ack.endsAt ?? 0) > clock.now()) {
      log.write('info', 'somebody else ended an acknowledgement', { source: ack.source })
      freed(core().acks[ack.id] ?? ack)
      change([[ack.id, null]])
    } else update(ack.id, { silence: made?.id ?? null, ...(made?.endsAt != null && { endsAt: endOf(made.endsAt) }), retryAt: null })
    await save()
  })
  const expire = (ack: Ack): Promise<SourceFailure | null> => write(ack, async (silence, { source }, ctx) => {
    await silence.expire(source, ack.silence ?? '', draftOf(ack), ctx)
    change([[ack.id, null]])
    await save()
  })
  /** Its page is nobody's any more, unless another alert of it is still somebody's. */
  const freed = (ack: Ack): void => {
    if (ack.page !== null && !Object.values(core().acks).some((a) => a.id !== ack.id && a.page === ack.page && !a.released)) dispatch({ type: 'released', at: clock.now(), page: ack.page })
  }

  const beat = (): void => {
    const steps = plan(Object.values(core().acks), core(), clock.now()).filter(({ ack }) => !busy.has(ack.id))
    const rows = steps.flatMap((step): readonly (readonly [string, Ack | null])[] =>
      (step.do === 'gone' ? [[step.ack.id, { ...step.ack, goneSince: step.since }]] : step.do === 'forget' ? [[step.ack.id, null]] : []))
    if (rows.length) { change(rows); void save() }
    settleOwed()
    for (const step of steps) {
      if (step.do === 'create') void create(step.ack, true).then((failure) => { if (failure && FINAL.has(failure.code)) keepHere(step.ack) })
      else if (step.do === 'extend') void extend(step.ack)
      else if (step.do === 'expire') void expire(step.ack)
    }
  }
  /** What was taken while nothing of its page was listed is taken where it is, as soon as it is listed. */
  const settleOwed = (): void => {
    for (const page of Object.values(core().app.pages)) {
      if (page.status !== 'held' || page.held?.here !== true || page.owed.length === 0) continue
      const listed = page.owed.flatMap((id) => { const alert = alertWith(id, core()); return alert?.state === 'firing' && alert.held === null ? [alert] : [] })
      if (listed.length > 0) void takeThese(listed, { by: page.held.by, comment: '', page: page.id, at: clock.now() })
    }
  }
  const keepHere = (ack: Ack): void => { update(ack.id, { source: '', matchers: [], endsAt: null, retryAt: null }) }

  const alertsOf = ({ page, alerts }: { readonly page: string | null; readonly alerts: readonly string[] }): readonly Alert[] => {
    const { app } = core()
    const ids = new Set([...(page !== null && Object.hasOwn(app.pages, page) ? app.pages[page]!.alerts : []), ...alerts])
    return [...ids].flatMap((id) => alertWith(id, core()) ?? [])
  }
  const nameOf = (source: string): string => clean(core().app.sources[source]?.name ?? source, { max: 80 })

  const acknowledge: Acknowledging['acknowledge'] = async (what, by) => {
    const { app } = core()
    const page = what.page !== null && Object.hasOwn(app.pages, what.page) && app.pages[what.page]!.status !== 'over' ? what.page : null
    const alerts = alertsOf(what)
    if (what.page !== null && page === null && alerts.length === 0) return no(t('page.over'))
    const free = alerts.filter((a) => a.held === null && a.state === 'firing')
    const holder = alerts.find((a) => a.held !== null)?.held
    if (page === null && free.length === 0) return no(holder ? t('ack.taken', { who: clean(holder.by, { max: 80 }) }) : t('ack.nothing'))
    const at = clock.now()
    const { taken, told, failures } = await takeThese(free, { by, comment: what.comment, page, at }, page)
    if (page !== null && core().app.meta.mode !== 'demo' && free.length === 0 && (core().app.pages[page]?.owed.length ?? 0) > 0) return yes(t('ack.owed'))
    return yes(alerts.length === 0 && core().app.meta.mode !== 'demo' ? t('ack.unseen') : words(taken, told, failures))
  }
  interface Told { readonly taken: Taken; readonly told: readonly Ack[]; readonly failures: readonly (readonly [Ack, SourceFailure])[] }
  /** Takes these alerts, here at once and then wherever others can see it; `page`: taken with them, by the same hand. */
  const takeThese = async (alerts: readonly Alert[], taking: Taking, page: string | null = null): Promise<Told> => {
    const { app } = core()
    const able = new Set(Object.keys(app.sources).filter((id) => { const instance = tools.instance(id); return instance?.kind?.silence !== undefined && !instance.broken }))
    const taken = take(alerts, Object.values(app.alerts), able, taking)
    change(taken.acks.map((ack) => [ack.id, ack]))
    const told = taken.acks.filter((ack) => ack.source !== '')
    if (page !== null) dispatch({ type: 'acknowledged', at: taking.at, page, held: { by: taking.by, since: taking.at, source: told[0]?.source ?? '', here: true } })
    // what is on the disk is looked for after a crash, so that nothing is made twice
    await save()
    const failures = await inTurn(told, (ack) => create(ack, false))
    for (const [ack, failure] of failures) if (FINAL.has(failure.code)) keepHere(ack)
    if (failures.some(([, { code }]) => FINAL.has(code))) await save()
    for (const source of new Set(told.map((ack) => ack.source))) void tools.ask(source)
    return { taken, told, failures }
  }

  const words = (taken: Taken, told: readonly Ack[], failures: readonly (readonly [Ack, SourceFailure])[]): string => {
    if (core().app.meta.mode === 'demo') return t('ack.demo')
    const failed = new Set(failures.map(([ack]) => ack.id))
    const seen = told.filter((ack) => !failed.has(ack.id))
    const [first] = failures
    const reason = first ? failureText(first[1], nameOf(first[0].source)) : ''
    return [
      ...(seen.length ? [t('ack.seen', { count: new Set(seen.flatMap((a) => a.prints)).size, sources: [...new Set(seen.map((a) => nameOf(a.source)))].join(', ') })] : []),
      ...(first ? [FINAL.has(first[1].code) ? t('ack.refused', { reason }) : first[1].code === 'unconfirmed' ? t('ack.unconfirmed', { source: nameOf(first[0].source) }) : t('ack.again', { source: nameOf(first[0].source), reason })] : []),
      ...(taken.local ? [t('ack.local', { count: taken.local })] : []),
      ...(taken.wide ? [t('ack.wide', { count: taken.wide })] : [])
    ].join(' ')
  }

  const release: Acknowledging['release'] = async (what) => {
    const { app } = core()
    const alerts = alertsOf(what)
    const prints = new Set(alerts.map((a) => a.fingerprint))
    const own = Object.values(core().acks).filter((ack) => !ack.released && ((what.page !== null && ack.page === what.page) || ack.prints.some((print) => prints.has(print) || prints.has(alertWith(print, core())?.fingerprint ?? ''))))
    const pages = new Set([...(what.page === null ? [] : [what.page]), ...own.flatMap((ack) => ack.page ?? [])].filter((id) => Object.hasOwn(app.pages, id) && app.pages[id]!.status === 'held'))
    if (own.length === 0 && pages.size === 0) {
      const holder = alerts.find((a) => a.held !== null)?.held
      return no(holder ? t('ack.theirs', { who: clean(holder.by, { max: 80 }), source: nameOf(holder.source) }) : t('ack.free'))
    }
    change(own.map((ack) => [ack.id, { ...ack, released: true, retryAt: null }]))
    for (const page of pages) dispatch({ type: 'released', at: clock.now(), page })
    await save()
    const failures = await inTurn(own, async (ack) => {
      await busy.get(ack.id)
      const now = core().acks[ack.id]
      return now && now.silence !== null ? expire(now) : null
    })
    for (const source of new Set(own.map((ack) => ack.source))) if (source !== '') void tools.ask(source)
    const [first] = failures
    return yes(first ? t('ack.released.later', { source: nameOf(first[0].source) }) : t('ack.released'))
  }

  /** What failed, and why; a few at once. */
  const inTurn = async (acks: readonly Ack[], run: (ack: Ack) => Promise<SourceFailure | null>): Promise<readonly (readonly [Ack, SourceFailure])[]> => {
    const queue = acks.values()
    const failures: (readonly [Ack, SourceFailure])[] = []
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (const ack of queue) {
        const failure = await run(ack)
        if (failure) failures.push([ack, failure])
      }
    }))
    return failures
  }

  return { acknowledge, release, beat, stop: () => { stopped = true; for (const abort of aborts) abort.abort() } }
}
