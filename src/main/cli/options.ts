import { VIEWS, type Place, type View } from '@shared/contract/bridge'
import { boardText, parseBoard } from '@shared/domain/wall'
import { suggest } from '@shared/config/suggest'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { LogLevel } from '../ports/log'
import { foreignSwitch, isAppPath } from './switches'

/** A bad command line or configuration file, as sysexits.h has it. */
export const EXIT_USAGE = 64

export interface Screenshot { readonly file: string; readonly place: Place; readonly size: { readonly width: number; readonly height: number }; readonly theme: 'dark' | 'light' | 'night' }
/** What the command line asks for. */
export interface Options {
  readonly action: 'run' | 'help' | 'version' | 'displays' | 'startup'
  readonly config: string | null
  readonly userDataDir: string | null
  readonly demo: boolean
  /** `HH:MM` of the scenario; null: its beginning. */
  readonly demoAt: string | null
  readonly logLevel: LogLevel
  readonly headless: boolean
  readonly once: boolean
  readonly json: boolean
  readonly screenshot: Screenshot | null
  /** One wall for this run: a board, or `@` and the name of a configured wall; and the display, null: any. */
  readonly wall: { readonly item: string; readonly display: string | null } | null
  /** Started by the system as somebody logged in: straight to the walls, or to the tray. */
  readonly atLogin: boolean
  /** What is to become of start at login, or whether it is on; null: not asked. */
  readonly startup: (typeof STARTUP)[number] | null
}
/** `message` is the one line to print on standard error before exit 64. */
export type Parsed = { readonly ok: true; readonly options: Options } | { readonly ok: false; readonly message: string }

const FORMS = {
  '--config': 'FILE', '--user-data-dir': 'DIR', '--demo': null, '--demo-at': 'HH:MM', '--log-level': 'LEVEL', '--headless': null, '--once': null, '--json': null,
  '--screenshot': 'FILE', '--view': 'NAME', '--size': 'WxH', '--theme': 'dark|light|night', '--wall': 'BOARD', /* by its second name where X11 would take the first for its own: the launcher gives it so */ '--display': 'NAME', '--wall-display': 'NAME', '--list-displays': null,
  '--at-login': null, '--start-at-login': 'on|off|status', '--help': null, '--version': null
} as const
type Name = keyof typeof FORMS
/** As most programs have them. */
const SHORT: ReadonlyMap<string, Name> = new Map([['-h', '--help'], ['-v', '--version']])
const NAMES = Object.keys(FORMS) as readonly Name[]
const isName = (text: string): text is Name => Object.hasOwn(FORMS, text)

const LEVELS = ['error', 'warn', 'info', 'debug'] as const
const THEMES = ['dark', 'light', 'night'] as const
const STARTUP = ['on', 'off', 'status'] as const
const DEFAULT_SIZE = { width: 1440, height: 900 }

const shown = (text: string): string => clean(text, { max: 80 })
class Refusal extends Error {}
const refuse = (message: string): never => { throw new Refusal(message) }

type Given = ReadonlyMap<Name, string>

/** Words to options; switches of Electron and Chromium are passed over only where a window is meant. */
const gather = (argv: readonly string[]): Given => {
  const given = new Map<Name, string>()
  const windowed = !argv.includes('--headless')
  let appSeen = false
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!
    const eq = word.startsWith('--') ? word.indexOf('=') : -1
    const name = SHORT.get(word) ?? (eq < 0 ? word : word.slice(0, eq))
    if (!isName(name)) {
      const foreign = windowed ? foreignSwitch(word) : 0
      if (foreign) { i += foreign - 1; continue }
      if (windowed && !appSeen && isAppPath(word)) { appSeen = true; continue }
      if (word.startsWith('-')) refuse(t('terminal.cli.unknown', { option: shown(name), suggestion: suggest(name, NAMES) ?? 'none' }))
      refuse(t('terminal.cli.extra', { text: shown(word) }))
      continue
    }
    const form = FORMS[name]
    let value = ''
    if (form === null) {
      if (eq >= 0) refuse(t('terminal.cli.takes-none', { option: name }))
    } else {
      const next = argv[i + 1]
      value = eq >= 0 ? word.slice(eq + 1) : next !== undefined && !next.startsWith('--') && !SHORT.has(next) ? argv[++i]! : ''
      if (value === '') refuse(t('terminal.cli.no-value', { option: name, form }))
    }
    if (given.has(name) && given.get(name) !== value) refuse(t('terminal.cli.twice', { option: name }))
    given.set(name, value)
  }
  return given
}

const bad = (option: Name, value: string, expected: string): never => refuse(t('terminal.cli.bad-value', { option, form: FORMS[option] ?? '', value: shown(value), expected }))
const choice = <T extends string>(given: Given, option: Name, choices: readonly T[], fallback: T): T => {
  const value = given.get(option)
  if (value === undefined) return fallback
  return choices.find((c) => c === value) ?? bad(option, value, t('terminal.cli.expected.one-of', { choices: choices.join(', ') }))
}
const sizeOf = (given: Given): Screenshot['size'] => {
  const value = given.get('--size')
  if (value === undefined) return DEFAULT_SIZE
  const [, w, h] = /^(\d{3,4})x(\d{3,4})$/.exec(value) ?? []
  const size = { width: Number(w), height: Number(h) }
  return size.width >= 320 && size.width <= 7680 && size.height >= 240 && size.height <= 4320 ? size : bad('--size', value, t('terminal.cli.expected.size'))
}
/** `service:production/api` is the view `service` with the item `production/api`. */
const placeOf = (given: Given): Place => {
  const value = given.get('--view') ?? ''
  const colon = value.indexOf(':')
  const view = colon < 0 ? value : value.slice(0, colon)
  const item = colon < 0 ? null : value.slice(colon + 1) || null
  const known = VIEWS.find((v): v is View => v === view)
  if (known === 'wall') return { view: known, item: itemOfWall('--view', item ?? 'now') }
  return { view: known ?? bad('--view', value, t('terminal.cli.expected.one-of', { choices: VIEWS.join(', ') })), item }
}

/** What a wall shows: a board, or `@` and the name of one that is configured. */
const itemOfWall = (option: '--view' | '--wall', text: string): string => {
  const board = parseBoard(text)
  return board ? boardText(board) : /^@[^\p{Cc}\p{Cf}]+$/u.test(text) ? text : bad(option, text, t('terminal.cli.expected.board'))
}

const understand = (given: Given, env: Readonly<Record<string, string | undefined>>): Options => {
  const has = (name: Name): boolean => given.has(name)
  const needs = (option: Name, other: Name): void => { if (has(option) && !has(other)) refuse(t('terminal.cli.needs', { option, other })) }
  const notWith = (option: Name, other: Name): void => { if (has(option) && has(other)) refuse(t('terminal.cli.not-with', { option, other })) }
  needs('--once', '--headless')
  needs('--json', '--headless')
  needs('--screenshot', '--view')
  for (const option of ['--view', '--size', '--theme'] as const) needs(option, '--screenshot')
  notWith('--screenshot', '--headless')
  needs('--display', '--wall')
  needs('--wall-display', '--wall')
  notWith('--display', '--wall-display')
  for (const other of ['--headless', '--screenshot', '--list-displays'] as const) notWith('--wall', other)
  for (const other of ['--headless', '--screenshot'] as const) notWith('--list-displays', other)
  for (const other of ['--headless', '--screenshot', '--list-displays', '--start-at-login'] as const) notWith('--at-login', other)
  for (const other of ['--headless', '--screenshot', '--list-displays', '--wall', '--demo', '--demo-at'] as const) notWith('--start-at-login', other)
  const demoAt = given.get('--demo-at') ?? null
  if (demoAt !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(demoAt)) bad('--demo-at', demoAt, t('terminal.cli.expected.time'))
  const demo = has('--demo') || demoAt !== null
  if (demo) notWith(has('--demo') ? '--demo' : '--demo-at', '--config')
  const size = sizeOf(given)
  const theme = choice(given, '--theme', THEMES, 'dark')
  const file = given.get('--screenshot')
  const wall = given.get('--wall')
  return {
    action: has('--help') ? 'help' : has('--version') ? 'version' : has('--list-displays') ? 'displays' : has('--start-at-login') ? 'startup' : 'run',
    config: given.get('--config') ?? (demo ? null : env['GARDA_CONFIG'] || null),
    userDataDir: given.get('--user-data-dir') ?? null,
    demo, demoAt,
    logLevel: choice(given, '--log-level', LEVELS, 'warn'),
    headless: has('--headless'), once: has('--once'), json: has('--json'),
    screenshot: file === undefined ? null : { file, place: placeOf(given), size, theme },
    wall: wall === undefined ? null : { item: itemOfWall('--wall', wall), display: given.get('--display') ?? given.get('--wall-display') ?? null },
    atLogin: has('--at-login'), startup: has('--start-at-login') ? choice(given, '--start-at-login', STARTUP, 'status') : null
  }
}

/**
 * The command line, without the program's own name. Pure. `--option value` and `--option=value` are the same.
 * An option nobody knows, a bad value and options that do not go together are one line that names them.
 */
export const parseArgs = (argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Parsed => {
  try {
    return { ok: true, options: understand(gather(argv), env) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: t('terminal.cli.error', { message: error.message }) }
    throw error
  }
}

/** Views to a line of the help, which is 100 wide. */
const VIEWS_A_LINE = 6
const viewLines = (): string => VIEWS.map((view, i) => `${i === 0 ? '' : i % VIEWS_A_LINE === 0 ? `,\n${' '.repeat(32)}` : ', '}${view}`).join('')
export const helpText = (version: string): string => t('terminal.cli.help', { version, views: viewLines() })
export const versionText = (version: string): string => t('terminal.cli.version', { version })
