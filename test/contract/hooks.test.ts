import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hooksSchema, type HooksConfig } from '@shared/config/paging'
import { nodeClock } from '../../src/main/adapters/node-clock'
import { nodeHooks } from '../../src/main/adapters/node-hooks'
import { nodeHttpFactory } from '../../src/main/adapters/node-http'
import { hookPayload } from '../../src/main/core/pager/hook-payload'
import type { Hooks } from '../../src/main/ports/hooks'
import { aPage, anAlert, NOW } from '../builders'
import { fakeHooks } from '../fakes/fake-hooks'
import { fakeSecrets } from '../fakes/fake-secrets'
import { scratch } from '../servers/process'

/** Hooks, both ways they reach, and what came out at the other ends. */
interface Desk {
  readonly hooks: Hooks
  readonly config: Required<HooksConfig>
  /** As it arrived, in order. */
  readonly told: (hook: 'command' | 'webhook') => Promise<readonly unknown[]>
  /** Both ends refuse from now on. */
  readonly refuse: () => Promise<void>
}

const payload = hookPayload('paged', aPage({ body: 'Die Kühlung <fällt> aus & "steht"\n\u2028 '.repeat(20) }), { a: anAlert({ id: 'a' }) }, NOW)
/** Any words at all. */
const words = expect.stringMatching(/\w/) as unknown

const laws = (desk: () => Desk): void => {
  test('where nothing is configured, nothing is run', async () => {
    expect(await desk().hooks.run({}, payload)).toEqual([])
    expect([await desk().told('command'), await desk().told('webhook')]).toEqual([[], []])
  })

  test('each that is configured is told once, all of it', async () => {
    const { hooks, config, told } = desk()
    expect(await hooks.run(config, payload)).toEqual([{ hook: 'command', result: { ok: true } }, { hook: 'webhook', result: { ok: true } }])
    expect([await told('command'), await told('webhook')]).toEqual([[payload], [payload]])
  })

  test('one alone is run alone', async () => {
    const { hooks, config: { command, webhook }, told } = desk()
    expect(await hooks.run({ webhook }, payload)).toEqual([{ hook: 'webhook', result: { ok: true } }])
    expect([await told('command'), await told('webhook')]).toEqual([[], [payload]])
    expect(await hooks.run({ command }, payload)).toEqual([{ hook: 'command', result: { ok: true } }])
    expect([await told('command'), await told('webhook')]).toEqual([[payload], [payload]])
  })

  test('what is told twice arrives twice', async () => {
    const { hooks, config, told } = desk()
    const later = { ...payload, event: 'repeated' } as const
    await hooks.run(config, payload)
    await hooks.run(config, later)
    expect([await told('command'), await told('webhook')]).toEqual([[payload, later], [payload, later]])
  })

  test('one that fails says why, in words, and is tried afresh the next time', async () => {
    const { hooks, config, refuse } = desk()
    await refuse()
    const failed = { ok: false, detail: words }
    expect(await hooks.run(config, payload)).toEqual([{ hook: 'command', result: failed }, { hook: 'webhook', result: failed }])
    expect(await hooks.run(config, payload)).toEqual([{ hook: 'command', result: failed }, { hook: 'webhook', result: failed }])
  })
}

describe('the fake', () => {
  let hooks = fakeHooks()
  beforeEach(() => { hooks = fakeHooks() })
  const config = hooksSchema.parse({ command: { path: '/bin/hook' }, webhook: { url: 'http://hook.example' } }) as Required<HooksConfig>
  laws(() => ({
    hooks, config,
    told: async (hook) => hooks.told.filter((one) => one.hook === hook).map((one) => one.payload),
    refuse: async () => { hooks.result = { ok: false, detail: 'refused' } }
  }))
})

describe('a program and a server', () => {
  let folder: Awaited<ReturnType<typeof scratch>>
  let server: Server
  let status = 200
  let posted: unknown[] = []
  let config: Required<HooksConfig>
  const program = (): string => join(folder.path, 'hook')
  const out = (): string => join(folder.path, 'out')

  beforeAll(async () => {
    folder = await scratch('hooks')
    server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => { chunks.push(chunk) })
      request.on('end', () => {
        posted.push(JSON.parse(Buffer.concat(chunks).toString()))
        response.writeHead(status).end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    config = hooksSchema.parse({ command: { path: program(), args: [out()] }, webhook: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page` } }) as Required<HooksConfig>
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
    await folder.remove()
  })
  beforeEach(async () => {
    status = 200
    posted = []
    await writeFile(out(), '')
    await writeFile(program(), '#!/bin/sh\ncat >> "$1" && echo >> "$1"\n')
    await chmod(program(), 0o700)
  })

  laws(() => ({
    hooks: nodeHooks({ http: nodeHttpFactory({ secrets: fakeSecrets(), env: {} }), clock: nodeClock(), env: process.env }),
    config,
    told: async (hook) => (hook === 'webhook' ? posted : (await readFile(out(), 'utf8')).split('\n').filter(Boolean).map((line): unknown => JSON.parse(line))),
    refuse: async () => { status = 400; await writeFile(program(), '#!/bin/sh\nexit 1\n') }
  }))
})
