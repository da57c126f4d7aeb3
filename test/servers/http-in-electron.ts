import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { findRuntime, runtimeEnv } from '../../scripts/lib/runtime.mjs'
import { SourceFailure } from '../../src/main/ports/failure'
import type { Connection } from '../../src/main/ports/http'
import type { CaseClient } from './http-cases'
import type { Order, Reply } from './http-in-electron.main'
import { scratch, startProcess } from './process'

const run = promisify(execFile)

/** A main process of Electron that does nothing but make requests, and clients that are hands in it. */
export interface ElectronNetwork {
  readonly open: (connection: Connection) => CaseClient
  /** All of them drop their sockets; what is asked afterwards waits for it. */
  readonly renew: () => void
  readonly stop: () => Promise<void>
}

/** `env` is what its secrets may name, `systemCa` an authority that its computer trusts; names under .test lead to this computer. */
export const startElectronNetwork = async (display: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>, systemCa: string): Promise<ElectronNetwork> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm test -- integration`')
  const folder = await scratch('network')
  const root = join(import.meta.dirname, '../..')
  await build({
    configFile: false, root, logLevel: 'error', resolve: { alias: { '@shared': join(root, 'src/shared') } }, ssr: { noExternal: true },
    build: { ssr: join(import.meta.dirname, 'http-in-electron.main.ts'), outDir: folder.path, target: 'node18.15', rollupOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'main.cjs' } } }
  })
  const trust = join(folder.path, '.pki', 'nssdb')
  await mkdir(trust, { recursive: true })
  for (const command of [['-N', '--empty-password'], ['-A', '-n', 'system', '-t', 'C,,', '-i', systemCa]]) await run('certutil', ['-d', `sql:${trust}`, ...command])
  const args = [join(folder.path, 'main.cjs'), '--user-data-dir', join(folder.path, 'data'), '--host-resolver-rules=MAP *.test 127.0.0.1', '--disable-gpu']
  const electron = await startProcess({ command: runtime.execPath, args, env: { ...runtimeEnv(), ...display, ...env, HOME: folder.path }, ready: (log) => /listening on \d+/.test(log) })
  const port = Number(/listening on (\d+)/.exec(electron.log())?.[1])
  let count = 0
  let renewed: Promise<unknown> = Promise.resolve()
  const told: Promise<unknown>[] = []
  return {
    open: (connection) => {
      const client = `client-${++count}`
      const opened = order(port, { do: 'open', client, connection })
      // Orders to one client are carried out in the order they are given in.
      let last: Promise<unknown> = opened
      const tell = (what: 'reset' | 'close'): void => { last = last.then(() => order(port, { do: what, client })); told.push(last) }
      return {
        request: async (request, { signal, ...limits }) => {
          signal.throwIfAborted()
          await Promise.all([last, renewed])
          const reply = await order(port, { do: 'request', client, request, limits }, signal)
          switch (reply.is) {
            case 'response': return { ...reply, body: new Uint8Array(Buffer.from(reply.body, 'base64')) }
            case 'failure': throw new SourceFailure(reply.code, reply.values)
            case 'error': throw new Error(reply.message)
            case 'done': throw new Error('no answer')
          }
        },
        reset: () => { tell('reset') },
        close: () => { tell('close') }
      }
    },
    renew: () => { renewed = order(port, { do: 'renew' }); told.push(renewed) },
    stop: async () => { await Promise.all(told); await electron.stop(); await folder.remove() }
  }
}

const order = (port: number, what: Order, signal?: AbortSignal): Promise<Reply> => new Promise((resolve, reject) => {
  const request = httpRequest({ host: '127.0.0.1', port, method: 'POST', agent: false }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => { chunks.push(chunk) })
    response.on('error', reject)
    response.on('end', () => { resolve(JSON.parse(Buffer.concat(chunks).toString()) as Reply) })
  })
  request.on('error', reject)
  signal?.addEventListener('abort', () => { reject(signal.reason); request.destroy() }, { once: true })
  request.end(JSON.stringify(what))
})
