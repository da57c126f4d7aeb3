import { describe, expect, it } from 'vitest'
import type { AppState } from '@shared/state/app-state'
import { ONCE_DEADLINE_MS, runTerminal, stopSignal, wantsColour, type TerminalRun } from '../../../src/main/terminal/run'
import { anAlert, aSource, aState, NOW } from '../../builders'

const ASKING = aState({ sources: [aSource({ name: 'prom', health: 'pending' })], tables: { ages: {} } })
const CALM = aState({ sources: [aSource({ name: 'prom' })] })
const BAD: AppState = { ...CALM, alerts: { a: anAlert({ id: 'a' }) } }

/** An engine whose states are given by hand. */
const begin = (options: TerminalRun['options'], over: Partial<TerminalRun> = {}, first: AppState = ASKING) => {
  let state = first
  const listeners = new Set<(delta: unknown, state: AppState) => void>()
  let settle = (): void => undefined
  const settled = new Promise<void>((resolve) => { settle = resolve })
  const waited: number[] = []
  const text = { out: '', err: '' }
  const stop = new AbortController()
  const exit = runTerminal({
    engine: {
      state: () => state, decided: () => () => null, settled: (ms) => { waited.push(ms); return settled },
      onDelta: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } }
    },
    options, out: (s) => { text.out += s }, err: (s) => { text.err += s }, colour: false, zone: 'utc', now: () => NOW, stop: stop.signal, ...over
  })
  return { exit, text, stop, waited, settle, listeners, go: (next: AppState) => { state = next; for (const listener of listeners) listener(null, next) } }
}

describe('--once', () => {
  it('waits for the answers, prints one look and exits as a plugin does', async () => {
    const run = begin({ once: true, json: false })
    run.go(BAD)
    run.settle()
    expect([await run.exit, run.text, run.waited]).toEqual([2, {
      err: 'Watching 1 source: prom.\n',
      out: 'CRITICAL  1 critical, 0 warning, 0 of unknown severity, 0 info firing. 1 of 1 source answered in full, oldest data 5 s.\n'
        + 'CRITICAL  firing: HighErrorRatio, checkout, PRODUCTION. 5 % of requests fail, limit 2 % (prom)\n'
    }, [ONCE_DEADLINE_MS]])
  })
  it('as JSON prints one document and nothing else on standard output', async () => {
    const run = begin({ once: true, json: true })
    run.go(CALM)
    run.settle()
    expect(await run.exit).toBe(0)
    expect([JSON.parse(run.text.out), run.text.err]).toEqual([
      {
        schema: 'garda.state/1', at: '2025-11-13T12:00:00.000Z', sources: [{ name: 'prom', kind: 'prometheus', health: 'ok', lastSuccess: '2025-11-13T11:59:55.000Z', ageSeconds: 5, error: null, counts: {} }],
        alerts: [], services: [], notifications: []
      },
      'Watching 1 source: prom.\n'
    ])
  })
  it('takes what has not answered by the deadline for unseen', async () => {
    const run = begin({ once: true, json: false })
    run.settle()
    expect([await run.exit, run.text.out]).toEqual([3, 'Unknown   Nothing is firing that can be seen. 0 of 1 source answered in full.\nUnknown   prom has not answered yet\n'])
  })
  it('ends early when it is stopped', async () => {
    const run = begin({ once: true, json: false })
    run.stop.abort()
    expect(await run.exit).toBe(3)
  })
  it('says that the demo is one, on standard error', async () => {
    const run = begin({ once: true, json: true }, {}, aState({ meta: { mode: 'demo' } }))
    run.settle()
    await run.exit
    expect(run.text.err).toBe('This is the demo: a made-up newsroom, nothing of it is real.\nWatching nothing: no source is configured.\n')
  })
})

describe('watching', () => {
  it('prints changes until it is stopped, and a proof once all have answered', async () => {
    const run = begin({ once: false, json: false })
    run.go(CALM)
    run.settle()
    await Promise.resolve()
    run.go(BAD)
    run.stop.abort()
    expect([await run.exit, run.listeners.size, run.text]).toEqual([0, 0, {
      err: '',
      out: 'Watching 1 source: prom.\n'
        + 'OK        12:00:00  prom answers (Prometheus 2.53.0)\n'
        + 'OK        Nothing is firing above info. 1 of 1 source answered in full, oldest data 5 s.\n'
        + 'CRITICAL  12:00:00  firing: HighErrorRatio, checkout, PRODUCTION. 5 % of requests fail, limit 2 % (prom)\n'
        + 'Stopped watching.\n'
    }])
  })
  it('as JSON prints the state, then one object per change', async () => {
    const run = begin({ once: false, json: true })
    run.go(CALM)
    run.go({ ...CALM, ages: {} })
    run.go(BAD)
    run.stop.abort()
    expect(await run.exit).toBe(0)
    const objects = run.text.out.trimEnd().split('\n').map((line) => JSON.parse(line) as { schema: string; type?: string })
    expect([objects.map((o) => [o.schema, o.type]), run.text.err]).toEqual([
      [['garda.state/1', undefined], ['garda.change/1', 'source'], ['garda.change/1', 'alert']], 'Watching 1 source: prom.\nStopped watching.\n'
    ])
  })
  it('says what is wrong from the beginning', async () => {
    const run = begin({ once: false, json: false }, {}, { ...ASKING, notices: { n: { id: 'n', at: NOW, severity: 'warning', code: 'settings-unwritable', values: { reason: 'EROFS' } } } })
    run.stop.abort()
    await run.exit
    expect(run.text.out.split('\n')[1]).toBe('Warning   12:00:00  Settings cannot be written: EROFS')
  })
})

describe('the terminal', () => {
  it('gets colour only where a person looks and wants it', () => {
    expect([wantsColour({ isTTY: true }, {}), wantsColour({}, {}), wantsColour({ isTTY: true }, { NO_COLOR: '1' }), wantsColour({ isTTY: true }, { NO_COLOR: '' }), wantsColour({ isTTY: true }, { TERM: 'dumb' })]).toEqual([true, false, false, true, false])
  })
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'EPIPE'])('ends at %s', (cause) => {
    const handlers = new Map<string, (error?: Error & { code?: string }) => void>()
    const on = (event: string, listener: (error?: Error & { code?: string }) => void): void => { handlers.set(event, listener) }
    const signal = stopSignal({ once: on, stdout: { on } })
    const before = signal.aborted
    if (cause === 'EPIPE') handlers.get('error')?.(Object.assign(new Error('broken'), { code: 'EPIPE' })); else handlers.get(cause)?.()
    expect([before, signal.aborted]).toEqual([false, true])
  })
  it('does not swallow other errors of standard output', () => {
    let fail: ((error?: Error & { code?: string }) => void) | undefined
    stopSignal({ once: () => undefined, stdout: { on: (_, listener) => { fail = listener } } })
    expect(() => fail?.(Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full')
  })
})
