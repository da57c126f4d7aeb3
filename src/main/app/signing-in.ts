import type { Done } from '@shared/contract/commands'
import { windowSignIn, type SignInView } from '@shared/domain/sign-in'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { failureText } from '@shared/text/failure'
import { moment } from '@shared/text/format'
import { arrivedAt, BEGUN, endToTell, passedBy, sessionEnd, signInVerdict, type SeenEnd } from '../core/sign-in'
import type { Clock } from '../ports/clock'
import { SourceFailure } from '../ports/failure'
import type { SignIns, SignInWindow } from '../ports/sign-in'
import type { Engine } from './engine'
import type { Instance } from './instances'
import { pollOnce } from './poller'

export interface SigningIn {
  /** Lets a person sign in at a source; the answer comes when the window has gone. */
  readonly signIn: (id: string) => Promise<Done>
  readonly signOut: (id: string) => Promise<Done>
  readonly signedIn: (id: string) => Promise<SignInView>
  /** The source is gone. */
  readonly forget: (id: string) => Promise<void>
  readonly stop: () => void
}
export interface SigningInTools {
  readonly engine: Pick<Engine, 'state' | 'config' | 'instance' | 'onBeat' | 'note' | 'dismiss' | 'pollNow'>
  /** Absent: this face has no windows. */
  readonly windows?: SignIns
  readonly clock: Clock
}

/** `again`: looks once more whether the source answers; a login that a script draws may be passed without going anywhere. */
interface Standing { readonly window: SignInWindow; readonly done: Promise<Done>; readonly again: () => void }

const OK: Done = { ok: true, reason: '' }
const no = (reason: string): Done => ({ ok: false, reason })
const LOOK_MS = 10_000
const NOT_SIGNED_IN: SignInView = { signedIn: false, endsAt: null }

export const createSigningIn = ({ engine, windows, clock }: SigningInTools): SigningIn => {
  const open = new Map<string, Standing>()
  const ends = new Map<string, SeenEnd>()
  let lookedAt = -Infinity
  let stopped = false

  const nameOf = (instance: Instance): string => clean(instance.config.name, { max: 80 })
  const urlOf = (instance: Instance): string | undefined => instance.source.urls[0]
  const failureNow = async (instance: Instance): Promise<SourceFailure | null> => {
    const asked: Instance = { ...instance, context: (signal) => ({ ...instance.context(signal), memory: new Map() }) }
    const result = await pollOnce(asked, new AbortController(), clock)
    return result instanceof SourceFailure ? result : null
  }
  /** What was on its way before the cookies came tells of the time before. */
  const askAnew = async (id: string): Promise<void> => {
    await engine.pollNow(id)
    if (engine.state().sources[id]?.failure) await engine.pollNow(id)
  }

  const begin = (ins: SignIns, id: string, instance: Instance, url: string): Standing => {
    let finish: (done: Done) => void = () => undefined
    const done = new Promise<Done>((resolve) => { finish = resolve })
    let progress = BEGUN
    let over = false
    let stands: string | null = null
    let next: string | null = null
    let busy = false
    const source = nameOf(instance)
    const end = (result: Done): void => {
      if (over) return
      over = true
      open.delete(id)
      window.close()
      finish(result)
    }
    const hostOf = (at: string): string => { try { return new URL(at).host } catch { return at } }
    const judge = async (at: string): Promise<void> => {
      const failure = await failureNow(instance)
      if (over) return
      switch (signInVerdict(progress, at, url, failure?.code ?? null)) {
        case 'wait': return
        case 'loops': end(no(t('signIn.loops', { host: hostOf(at), source }))); return
        case 'stays-out': {
          const cookies = await ins.cookies(id, url)
          end(no(t(cookies.length === 0 ? 'signIn.no-cookie' : 'signIn.stays-out', { source })))
          return
        }
        case 'fails': end(no(t('signIn.fails', { failure: failureText(failure!, source) }))); return
        case 'done': {
          const reason = await ins.unkept(id)
          if (reason !== null) engine.note('sign-in-unkept', 'warning', { source, reason }, `sign-in-unkept:${id}`)
          else engine.dismiss(`sign-in-unkept:${id}`)
          await askAnew(id)
          end(OK)
        }
      }
    }
    /** One after the other; of those that come meanwhile only the last matters. */
    const work = async (): Promise<void> => {
      if (busy) return
      busy = true
      try { while (next !== null && !over) { const at = next; next = null; await judge(at) } } finally { busy = false }
    }
    const window = ins.open(id, { url, source, proxy: instance.config.proxy, tls: instance.config.tls ?? null }, {
      passed: (at) => { progress = passedBy(progress, at, url) },
      arrived: (at) => { progress = arrivedAt(progress, at, url); stands = at; next = at; void work() },
      circled: (at) => { end(no(t('signIn.loops', { host: hostOf(at), source }))) },
      uncertified: () => { end(no(t('signIn.certificate', { source }))) },
      closed: () => { end(no(t('signIn.closed', { source }))) }
    })
    return { window, done, again: () => { next ??= stands; void work() } }
  }

  /** Of the sources that may have signed in, those whose end comes near. */
  const look = async (ins: SignIns): Promise<void> => {
    for (const id of Object.keys(engine.state().sources)) {
      const instance = engine.instance(id)
      const url = instance && urlOf(instance)
      if (!instance || url === undefined || windowSignIn(instance.config) !== 'yes') continue
      const failing = engine.state().sources[id]?.failure?.code === 'sign-in-needed'
      const endsAt = failing ? null : sessionEnd(await ins.cookies(id, url))
      if (stopped) return
      const { next, tell } = endToTell(ends.get(id), endsAt, engine.state().ages[id]?.successAt ?? null, clock.now())
      if (next) ends.set(id, next); else ends.delete(id)
      const key = `sign-in-ends:${id}`
      if (tell && next) engine.note('sign-in-ends', 'warning', { source: nameOf(instance), time: moment(next.endsAt, clock.now(), engine.config().appearance.time) }, key)
      // renewed, or over: then the source itself says so
      else if (!next?.told && engine.state().notices[key]) engine.dismiss(key)
    }
  }
  const stopLooking = engine.onBeat(() => {
    if (!windows || clock.monotonic() - lookedAt < LOOK_MS) return
    lookedAt = clock.monotonic()
    for (const { again } of open.values()) again()
    void look(windows)
  })

  const forget = async (id: string): Promise<void> => {
    open.get(id)?.window.close()
    await windows?.forget(id)
    ends.delete(id)
    engine.dismiss(`sign-in-ends:${id}`)
  }

  return {
    signIn: async (id) => {
      const instance = engine.instance(id)
      const url = instance && urlOf(instance)
      if (!instance || url === undefined) return no(t('signIn.unknown'))
      const may = windowSignIn(instance.config)
      if (may !== 'yes') return no(t(`signIn.${may}`, { source: nameOf(instance) }))
      if (!windows) return no(t(engine.state().meta.mode === 'demo' ? 'signIn.demo' : 'signIn.none'))
      const standing = open.get(id)
      if (standing) { standing.window.focus(); return standing.done }
      const begun = begin(windows, id, instance, url)
      open.set(id, begun)
      return begun.done
    },
    signOut: async (id) => {
      if (!windows) return no(t('signIn.none'))
      await forget(id)
      await engine.pollNow(id)
      return OK
    },
    forget,
    signedIn: async (id) => {
      const instance = engine.instance(id)
      const url = instance && urlOf(instance)
      if (!windows || !instance || url === undefined || windowSignIn(instance.config) !== 'yes') return NOT_SIGNED_IN
      const cookies = await windows.cookies(id, url)
      return { signedIn: cookies.length > 0, endsAt: sessionEnd(cookies) }
    },
    stop: () => {
      stopped = true
      stopLooking()
      for (const { window } of [...open.values()]) window.close()
    }
  }
}
