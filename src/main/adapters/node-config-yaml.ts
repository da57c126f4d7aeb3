import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Scalar, type YAMLError } from 'yaml'
import { checkKinds } from '@shared/config/check-kinds'
import type { KindManifest } from '@shared/config/fields'
import type { Provision } from '@shared/config/merge'
import { migrate } from '@shared/config/migrations'
import { packSchema, type Pack } from '@shared/config/packs'
import { check, checkConfig, pathText, type Problem } from '@shared/config/problems'
import { CONFIG_VERSION, PERSONAL, sourceSchema, type Config, type SourceConfig } from '@shared/config/schema'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { locate, type Place } from './node-config-locate'
import { packProblems, panelProblems, panelSourceProblems } from './node-config-packs'

/** One thing wrong with a file. Lines and columns count from 1; `file`: it is in another one, named as written. */
export interface ConfigProblem { readonly file?: string; readonly line: number; readonly column: number; readonly path: string; readonly reason: string }
export type ReadResult = { readonly ok: true; readonly config: Provision['config']; readonly given: Provision['given'] } | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

export const MAX_CONFIG_BYTES = 1024 * 1024
const MAX_PROBLEMS = 20
const MAX_ALIASES = 200
const PLAIN_TAGS = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq|merge)$/

const refused = (problems: readonly ConfigProblem[]): ReadResult => ({ ok: false, problems: problems.slice(0, MAX_PROBLEMS) })
/** A fault of the file as a whole. */
export const wholeFile = (reason: string): { readonly ok: false; readonly problems: readonly ConfigProblem[] } => ({ ok: false, problems: [{ line: 1, column: 1, path: '', reason }] })

interface Reading {
  /** Version of a document that names none. */
  readonly unversioned: number
  /** Null: the kinds are not checked. */
  readonly kinds: readonly KindManifest[] | null
  /** Whether numbers without a unit may stand for durations, as Garda itself writes them. */
  readonly bareDurations: boolean
  /** Reads a file beside this one; null: there may be none. */
  readonly beside: Beside | null
}

/** The text of a file beside another, by its name there; why it cannot be read; or null to leave it out. */
export type Beside = (name: string) => { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string } | null

/**
 * A provisioning file's text as configuration, or all that is wrong with it, in the order of the file. Pure: the text
 * is given, `kinds` are those Garda knows. Several problems are listed; the first one leads.
 */
export const readConfigFile = (text: string, kinds: readonly KindManifest[], beside: Beside | null = null): ReadResult =>
  read(text, { unversioned: CONFIG_VERSION, kinds, bareDurations: false, beside })

/** The same for the settings file that Garda writes (JSON, which is YAML): used to say where a person's edit went wrong. */
export const readSettingsText = (text: string): ReadResult => read(text, { unversioned: 0, kinds: null, bareDurations: true, beside: null })

type Parsed =
  | { readonly ok: true; readonly value: unknown; readonly at: (problem: Problem, file?: string) => ConfigProblem }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** The text as a value, and where in it things are. */
const parsed = (text: string): Parsed => {
  if (text.length > MAX_CONFIG_BYTES) return wholeFile(t('terminal.config.too-large', { limit: '1 MiB' }))
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: true, prettyErrors: false, merge: true, schema: 'core', logLevel: 'error' })
  const place = (offset: number): Place => { const { line, col } = lines.linePos(offset); return { line: Math.max(1, line), column: Math.max(1, col) } }
  const faults = doc.errors.length ? syntaxFaults(doc.errors).map((e) => ({ ...place(e.pos[0]), path: '', reason: syntax(e) })) : oddities(doc, place)
  if (faults.length) return { ok: false, problems: firstOfEach(faults) }
  const raw = unfold(doc)
  if (!raw.ok) return wholeFile(raw.reason)
  if (raw.value === null || raw.value === undefined) return wholeFile(t('terminal.config.nothing'))
  return { ok: true, value: raw.value, at: (p, file) => ({ ...(file === undefined ? {} : { file }), ...locate(doc, lines, p.path, p.at), path: pathText(p.path), reason: p.reason }) }
}

const read = (text: string, reading: Reading): ReadResult => {
  const whole = parsed(text)
  if (!whole.ok) return refused(whole.problems)
  const migrated = migrate(whole.value, reading.unversioned)
  if (!migrated.ok) return refused([{ ...whole.at({ path: ['version'], at: 'value', reason: versionReason(migrated) }), path: migrated.why === 'shape' ? '' : 'version' }])
  // a person's own panels are judged one by one, and cost nothing else
  const checked = checkConfig(reading.kinds ? migrated.value : { ...migrated.value, ownPanels: [] })
  const problems: readonly Problem[] = [
    ...(reading.bareDurations || migrated.from !== CONFIG_VERSION ? [] : bareDurations(migrated.value)),
    ...(checked.ok ? panelProblems(checked.value) : checked.problems),
    ...(reading.kinds ? personal(migrated.value) : []),
    ...(reading.kinds && checked.ok ? panelSourceProblems(checked.value) : []),
    ...(reading.kinds ? checkKinds(soundSources(migrated.value['sources']), reading.kinds) : [])
  ]
  const files = checked.ok ? readPackFiles(checked.value, reading.beside, whole.at) : { packs: [], problems: [] }
  if (problems.length || files.problems.length || !checked.ok) return refused([...inOrder(problems.map((p) => whole.at(p))), ...files.problems])
  return { ok: true, config: { ...checked.value, packs: [...checked.value.packs, ...files.packs] }, given: givenKeys(migrated.value) }
}

interface PackFiles { readonly packs: readonly Pack[]; readonly problems: readonly ConfigProblem[] }
/** The packs in files beside a configuration, and what is wrong with them: in the configuration that they cannot be read, else in them. */
const readPackFiles = ({ packFiles, packs }: Config, beside: Beside | null, at: (problem: Problem) => ConfigProblem): PackFiles => {
  const ids = new Set(packs.map((pack) => pack.id))
  const found: Pack[] = []
  const problems = packFiles.flatMap((file, i): readonly ConfigProblem[] => {
    const here = (reason: string): readonly ConfigProblem[] => [at({ path: ['packFiles', i], at: 'value', reason })]
    if (!beside) return here(t('terminal.config.pack.own-file'))
    const read = beside(file)
    if (read === null) return []
    if (!read.ok) return here(t('terminal.config.pack.unread', { reason: read.reason }))
    const whole = parsed(read.text)
    if (!whole.ok) return whole.problems.map((p) => ({ ...p, file }))
    const checked = check(packSchema, whole.value)
    const faults = checked.ok ? packProblems(checked.value) : checked.problems
    if (!checked.ok || faults.length) return inOrder(faults.map((p) => whole.at(p, file)))
    if (ids.has(checked.value.id)) return [whole.at({ path: ['id'], at: 'value', reason: t('terminal.config.pack.twice', { name: checked.value.id }) }, file)]
    ids.add(checked.value.id)
    found.push(checked.value)
    return []
  })
  return { packs: found, problems }
}

const personal = (raw: Readonly<Record<string, unknown>>): readonly Problem[] =>
  PERSONAL.filter((key) => Object.hasOwn(raw, key)).map((key) => ({ path: [key], at: 'key', reason: t('terminal.config.personal') }))

/** Each source that the schema accepts, so that one bad source does not hide what is wrong with the next. */
const soundSources = (raw: unknown): readonly (SourceConfig | null)[] =>
  (Array.isArray(raw) ? raw : []).map((source: unknown) => { const checked = check(sourceSchema, source); return checked.ok ? checked.value : null })

/** Nested too deeply, everything behind it is noise. */
const syntaxFaults = (errors: readonly YAMLError[]): readonly YAMLError[] => {
  const deep = errors.find((e) => e.code === 'RESOURCE_EXHAUSTION')
  return deep ? [deep] : errors
}

/** Why a document's version cannot be read. */
export const versionReason = (refusal: { readonly why: 'newer' | 'version' | 'shape'; readonly version: unknown }): string => {
  switch (refusal.why) {
    case 'newer': return t('terminal.config.newer', { version: String(refusal.version), known: CONFIG_VERSION })
    case 'version': return t('terminal.config.version', { known: CONFIG_VERSION })
    case 'shape': return t('terminal.config.not-a-map')
  }
}

const inOrder = (problems: readonly ConfigProblem[]): readonly ConfigProblem[] =>
  firstOfEach([...problems].sort((a, b) => a.line - b.line || a.column - b.column))
/** One fault often shows up several times at one place; the first says it best. */
const firstOfEach = (problems: readonly ConfigProblem[]): readonly ConfigProblem[] => {
  const seen = new Set<string>()
  return problems.filter((p) => { const key = `${p.line}:${p.column}:${p.path}`; return !seen.has(key) && seen.add(key) })
}

const syntax = (error: YAMLError): string => {
  switch (error.code) {
    case 'TAB_AS_INDENT': return t('terminal.config.yaml.tab')
    case 'DUPLICATE_KEY': return t('terminal.config.yaml.twice')
    case 'BAD_INDENT': return t('terminal.config.yaml.indent')
    case 'MULTIPLE_DOCS': return t('terminal.config.yaml.documents')
    case 'RESOURCE_EXHAUSTION': return t('terminal.config.yaml.deep')
    default: return t('terminal.config.yaml', { detail: clean(error.message, { max: 200 }) })
  }
}

/** Valid YAML that has no business here: tags of its own, keys that are not words, aliases to nothing or to themselves. */
const oddities = (doc: Document, place: (offset: number) => Place): readonly ConfigProblem[] => {
  const found: ConfigProblem[] = []
  const add = (node: unknown, reason: string): void => { found.push({ ...place(isNode(node) ? node.range?.[0] ?? 0 : 0), path: '', reason }) }
  visit(doc, {
    Node: (_, node, above) => {
      if (isAlias(node)) {
        const target = node.resolve(doc)
        if (!target) add(node, t('terminal.config.yaml.alias', { name: `*${clean(node.source, { max: 40 })}` }))
        else if (above.includes(target)) add(node, t('terminal.config.yaml.circle', { name: `*${clean(node.source, { max: 40 })}` }))
      } else if (node.tag !== undefined && !PLAIN_TAGS.test(node.tag)) add(node, t('terminal.config.yaml.tag', { tag: clean(node.tag, { max: 40 }) }))
    },
    Pair: (_, pair) => {
      if (!isScalar(pair.key)) add(pair.key, t('terminal.config.yaml.key'))
      else if (isMergeKey(pair.key) && !mergeable(doc, pair.value)) add(pair.key, t('terminal.config.yaml.merge'))
    }
  })
  for (const warning of doc.warnings) if (warning.code !== 'TAG_RESOLVE_FAILED') found.push({ ...place(warning.pos[0]), path: '', reason: t('terminal.config.yaml', { detail: clean(warning.message, { max: 200 }) }) })
  return found
}

const isMergeKey = (key: Scalar): boolean => typeof key.value === 'symbol' || key.value === '<<'
const mergeable = (doc: Document, value: unknown): boolean => {
  const source = isAlias(value) ? value.resolve(doc) : value
  return isMap(source) || (isSeq(source) && source.items.every((item) => isMap(isAlias(item) ? item.resolve(doc) : item)))
}

/** The library throws when aliases unfold without end (a ReferenceError) and when it cannot make a value of what is written. */
const unfold = (doc: Document): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string } => {
  try {
    return { ok: true, value: doc.toJS({ maxAliasCount: MAX_ALIASES }) as unknown }
  } catch (error) {
    if (error instanceof ReferenceError) return { ok: false, reason: t('terminal.config.yaml.bomb') }
    return { ok: false, reason: t('terminal.config.yaml', { detail: clean(error instanceof Error ? error.message : String(error), { max: 200 }) }) }
  }
}

/** Where people write a duration: a number alone would be taken for ms by the schema and for seconds by its author. */
const bareDurations = (value: Readonly<Record<string, unknown>>): readonly Problem[] => {
  const problem = (holder: unknown, path: readonly (string | number)[], key: string): Problem[] => {
    const bare = typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined
    return typeof bare === 'number' ? [{ path: [...path, key], at: 'value', reason: t('terminal.config.no-unit', { value: String(bare) }) }] : []
  }
  const sources: readonly unknown[] = Array.isArray(value['sources']) ? value['sources'] : []
  return [...sources.flatMap((source, i) => ['interval', 'timeout'].flatMap((key) => problem(source, ['sources', i], key))), ...problem(value['notifications'], ['notifications'], 'blindAfter')]
}

const givenKeys = (value: Readonly<Record<string, unknown>>): Provision['given'] =>
  Object.fromEntries(Object.entries(value).map(([key, section]) => [key, typeof section === 'object' && section !== null && !Array.isArray(section) ? Object.keys(section) : []]))

/** All problems on one line: the first, and how many more. */
export const leadingReason = (problems: readonly ConfigProblem[]): string => {
  const [first] = problems
  if (!first) return ''
  const reason = first.path ? `${first.path} ${first.reason}` : first.reason
  return problems.length > 1 ? t('terminal.config.more', { reason, count: problems.length - 1 }) : reason
}
