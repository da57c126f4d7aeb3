import type { CommandArgs, Done } from '@shared/contract/commands'
import type { DashboardAnswer, DashboardBrief, DashboardList, GrafanaHits, ImportAnswer } from '@shared/domain/dashboard'
import { MOST_CHARS } from '@shared/grafana/bounds'
import { grafanaAddress } from '@shared/grafana/address'
import { hitsSchema, keptSchema, type Kept } from '@shared/grafana/kept'
import type { Board } from '@shared/grafana/model'
import { readBoard, readBoardText } from '@shared/grafana/read'
import { t } from '@shared/text/catalogue'
import { failureText } from '@shared/text/failure'
import { ask } from '../ports/ask'
import type { Clock } from '../ports/clock'
import { isDashboardId, type Dashboards } from '../ports/dashboards'
import { asFailure, SourceFailure } from '../ports/failure'
import type { HttpClient, HttpFactory } from '../ports/http'
import { jsonReply } from '../ports/reply'
import type { Secrets } from '../ports/secrets'
import { readWire } from '../ports/wire'

/** A file that a person chose; null: none. `text` is null where it could not be read, with `reason`. */
export type ChosenFile = { readonly name: string; readonly text: string } | { readonly name: string; readonly text: null; readonly reason: string } | null

export interface DashboardTools {
  readonly kept: Dashboards
  readonly secrets: Secrets
  readonly http: Pick<HttpFactory, 'open'>
  readonly clock: Clock
  readonly chooseFile: () => Promise<ChosenFile>
  /** Whether the secrets are those of what is shown: behind the demo they are the person's own, and stay. */
  readonly forgets: () => boolean
}

type Refused = { readonly ok: false; readonly reason: string }

export interface DashboardCommands {
  readonly dashboards: () => Promise<DashboardList>
  readonly dashboard: (...args: CommandArgs<'dashboard'>) => Promise<DashboardAnswer>
  readonly importDashboard: (...args: CommandArgs<'importDashboard'>) => Promise<ImportAnswer>
  readonly importDashboardFile: () => Promise<ImportAnswer>
  readonly removeDashboard: (...args: CommandArgs<'removeDashboard'>) => Promise<Done>
  readonly grafanaDashboards: (...args: CommandArgs<'grafanaDashboards'>) => Promise<GrafanaHits>
  readonly importFromGrafana: (...args: CommandArgs<'importFromGrafana'>) => Promise<ImportAnswer>
}

export const keptText = (kept: Omit<Kept, 'version'>): string => JSON.stringify({ version: 1, ...kept })

const readKept = (text: string): { readonly ok: true; readonly kept: Kept; readonly board: Board } | { readonly ok: false; readonly reason: string } => {
  let kept: Kept
  try { kept = keptSchema.parse(JSON.parse(text)) } catch { return { ok: false, reason: t('dashboards.damaged') } }
  const read = readBoard(kept.dashboard)
  return read.ok ? { ok: true, kept, board: read.board } : read
}

const briefOf = (id: string, { origin, importedAt, demo }: Kept, board: Board): DashboardBrief => {
  const tiles = board.sections.flatMap((s) => s.tiles)
  return { id, title: board.title, tags: board.tags, panels: tiles.length, unshown: tiles.filter((tile) => tile.show.as === 'nothing').length, origin, importedAt, lookbackMs: board.lookbackMs, demo: demo === true }
}

const DEADLINE_MS = 20_000
const MOST_HITS = 500
/** A token is for one origin: never over plain HTTP what was given for HTTPS. */
const TOKEN = 'grafana '
const tokenName = (base: string): string => `${TOKEN}${new URL(base).origin}`

/** Imported dashboards: kept, listed, read, and fetched from a Grafana. Nothing here rejects. */
export const createDashboards = ({ kept, secrets, http, clock, chooseFile, forgets }: DashboardTools): DashboardCommands => {
  const guarded = async <T>(run: () => Promise<T>, where: string): Promise<T | Refused> => {
    try { return await run() } catch (thrown) { return { ok: false, reason: thrown instanceof SourceFailure ? failureText(thrown, where) : t('dashboards.unkept', { reason: asFailure(thrown).message }) } }
  }

  /** A dashboard that came before under the same id of Grafana's is replaced. */
  const idFor = async (board: Board): Promise<string> => {
    const slug = (board.uid || board.title).toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'dashboard'
    if (board.uid !== '') return slug
    for (let n = 1; ; n++) { const id = n === 1 ? slug : `${slug}-${n}`; if (await kept.read(id) === null) return id }
  }

  const keep = (json: unknown, origin: string): Promise<ImportAnswer> => guarded(async () => {
    const read = readBoard(json)
    if (!read.ok) return read
    const id = await idFor(read.board)
    await kept.write(id, keptText({ origin, importedAt: clock.now(), dashboard: inner(json) }))
    return { ok: true, id }
  }, origin)

  const keepText = (text: string, origin: string): Promise<ImportAnswer> | ImportAnswer => {
    const read = readBoardText(text)
    return read.ok ? keep(JSON.parse(text.replace(/^\ufeff/, '')) as unknown, origin) : read
  }

  /** Runs `use` with a way to one Grafana that ends by itself. A token that is given is kept in the keychain from then on. */
  const at = async <T>(address: string, token: string | null, use: (get: (path: string) => Promise<unknown>, base: string, uid: string | null) => Promise<T>): Promise<T | Refused> => {
    const found = grafanaAddress(address)
    if (!found) return { ok: false, reason: t('dashboards.grafana.address') }
    const { base, uid } = found
    const name = tokenName(base)
    let client: HttpClient | null = null
    const abort = new AbortController()
    const cancel = clock.after(DEADLINE_MS, () => { abort.abort() })
    try {
      if (token !== null && token !== '') { const done = await secrets.write(name, token); if (!done.ok) return { ok: false, reason: done.detail } }
      const has = (await secrets.names()).includes(name)
      client = http.open(name, { auth: has ? { type: 'bearer', token: { secret: name } } : { type: 'none' }, headers: {}, tls: null, proxy: 'system' })
      const way = client
      return await use(async (path) => jsonReply(await ask({ http: way, signal: abort.signal }, { url: `${base}${path}` }, DEADLINE_MS), new URL(`${base}${path}`).pathname), base, uid)
    } catch (thrown) {
      const failure = abort.signal.aborted && !(thrown instanceof SourceFailure) ? new SourceFailure('timeout', { seconds: DEADLINE_MS / 1000 }) : asFailure(thrown)
      return { ok: false, reason: failureText(failure, new URL(base).host) }
    } finally { cancel(); client?.close() }
  }

  /** A token goes with the last dashboard that came from its Grafana. */
  const forgetTokens = async (): Promise<Done> => {
    const { kept: files, damaged } = await kept.list()
    // where a file cannot be read it is not known what came from where
    if (damaged.length > 0 || files.some(({ text }) => !readKept(text).ok)) return { ok: true, reason: '' }
    const needed = new Set(files.flatMap(({ text }) => { const read = readKept(text); const from = read.ok ? grafanaAddress(read.kept.origin) : null; return from ? [tokenName(from.base)] : [] }))
    try {
      for (const name of await secrets.names()) if (name.startsWith(TOKEN) && !needed.has(name)) await secrets.remove(name)
      return { ok: true, reason: '' }
    } catch (thrown) { return { ok: true, reason: t('dashboards.token.kept', { reason: String(asFailure(thrown).values['detail'] ?? '') }) } }
  }

  return {
    dashboards: async () => {
      try {
        const { kept: files, damaged } = await kept.list()
        const list: DashboardBrief[] = []
        const wrong = [...damaged]
        for (const { id, text } of files) {
          const read = readKept(text)
          if (read.ok) list.push(briefOf(id, read.kept, read.board))
          else wrong.push({ file: `${id}.json`, reason: read.reason })
        }
        return { list: list.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.id < b.id ? -1 : 1)), damaged: wrong }
      } catch (thrown) { return { list: [], damaged: [{ file: '', reason: asFailure(thrown).message }] } }
    },
    dashboard: ({ id }) => guarded(async (): Promise<DashboardAnswer> => {
      const text = isDashboardId(id) ? await kept.read(id) : null
      if (text === null) return { ok: false, reason: t('dashboards.gone') }
      const read = readKept(text)
      return read.ok ? { ok: true, brief: briefOf(id, read.kept, read.board), json: JSON.stringify(read.kept.dashboard) } : read
    }, id),
    importDashboard: async ({ text, origin }) => keepText(text, origin),
    importDashboardFile: () => guarded(async (): Promise<ImportAnswer> => {
      const file = await chooseFile()
      if (file === null) return { ok: true, id: '' }
      return file.text === null ? { ok: false, reason: file.reason } : keepText(file.text, file.name)
    }, ''),
    removeDashboard: ({ id }) => guarded(async (): Promise<Done> => {
      if (!isDashboardId(id)) return { ok: true, reason: '' }
      await kept.remove(id)
      return forgets() ? forgetTokens() : { ok: true, reason: '' }
    }, id),
    grafanaDashboards: ({ address, token, search }) => at(address, token, async (get): Promise<GrafanaHits> => {
      const hits = readWire(hitsSchema, await get(`/api/search?type=dash-db&limit=${MOST_HITS}&query=${encodeURIComponent(search)}`))
      return { ok: true, hits: hits.map(({ uid, title, folderTitle }) => ({ uid, title, folder: folderTitle ?? '' })) }
    }),
    importFromGrafana: ({ address, token, uid }) => at(address, token, async (get, base, named): Promise<ImportAnswer> => {
      const wanted = uid ?? named
      if (wanted === null) return { ok: false, reason: t('dashboards.grafana.which') }
      const path = `/api/dashboards/uid/${encodeURIComponent(wanted)}`
      return keep(await get(path), `${base}/d/${wanted}`)
    })
  }
}

/** The dashboard itself out of what came around it. */
const inner = (json: unknown): unknown => {
  const { dashboard } = (json ?? {}) as { dashboard?: unknown }
  return typeof dashboard === 'object' && dashboard !== null && !Array.isArray(dashboard) ? dashboard : json
}

/** For a text of a file: what is longer is not read at all. */
export const MOST_FILE_BYTES = MOST_CHARS * 4

/** Dashboards that last as long as the run. */
export const forgetfulDashboards = (first: Readonly<Record<string, string>> = {}): Dashboards => {
  const texts = new Map(Object.entries(first))
  return {
    list: () => Promise.resolve({ kept: [...texts].map(([id, text]) => ({ id, text })), damaged: [] }),
    read: (id) => Promise.resolve(texts.get(id) ?? null),
    write: (id, text) => { texts.set(id, text); return Promise.resolve() },
    remove: (id) => { texts.delete(id); return Promise.resolve() }
  }
}
