import { z } from 'zod'
import { SIGNALS, UNITS } from '../domain/service'
import { isMessageKey, t } from '../text/catalogue'

/** One schema for the packs that come with Garda, those of one's own and the panels declared for a service. docs/PACKS.md tells every field. */

const id = z.string().max(80).regex(/^[a-z][a-z0-9-]*$/, { error: () => t('terminal.config.pack.id') })
/** Plain words, or a key of the catalogue in the packs that come with Garda. */
const plain = (max: number): z.ZodString => z.string().trim().min(1).max(max).regex(/^[^\p{Cc}\p{Cf}]*$/u, { error: () => t('terminal.config.invisible') })
const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, { error: () => t('terminal.config.pack.label') })
/** A metric, one that carries one of some labels, or one that carries none of them: `http_requests_total{code|status}`, `x_seconds{!quantile}`. */
const need = z.string().max(300).regex(/^[a-zA-Z_:$][a-zA-Z0-9_:$]*(\{!?[a-zA-Z_]\w*(\|[a-zA-Z_]\w*)*\})?$/, { error: () => t('terminal.config.pack.need') })
const needs = z.array(need).max(50).default([]).describe('Metrics that must exist, each with labels of which it must carry one: metric{code|status}; metric{!quantile} must not carry it')
const query = z.string().trim().min(1).max(10_000).describe('PromQL with $selector, $by, $window and the pack’s own parts')
const unit = z.enum(UNITS).describe('How the numbers are to be read; ratio is 0 to 1')
const parts = z.record(z.string().regex(/^\w+$/, { error: () => t('terminal.config.pack.part') }), z.string().max(10_000)).default({}).describe('Text by name; $name in a query or a need stands for it')

const lineSchema = z.strictObject({
  query,
  role: plain(40).optional().describe('Fixed role and name, such as p95'),
  name: plain(80).optional().describe('Name of the only line that the query gives'),
  label: labelName.optional().describe('Label whose value names each line; 2xx to 5xx and p50 to p99 have their colours'),
  legend: plain(200).optional().describe('Name of each line, in which {{label}} stands for the value of a label')
})

const panelFields = {
  id: id.describe('Of panels with one id the first that fits is shown'),
  title: plain(80).optional().describe('Needed, but where Garda has words for the id'),
  caption: plain(160).optional(),
  unit,
  signal: z.enum([...SIGNALS, 'other']).default('other').describe('The golden signal that it tells of'),
  draw: z.enum(['lines', 'stack']).default('lines'),
  axis: z.strictObject({ min: z.number(), max: z.number() }).optional().describe('Fixed axis; absent: from 0 to a round number above the data'),
  limits: z.array(z.strictObject({
    value: z.number().describe('Trouble from here on: the value itself is part of it'),
    severity: z.enum(['critical', 'warning']).optional(),
    side: z.enum(['above', 'below']).default('above').describe('On which side of it is trouble')
  })).max(4).default([]),
  worst: z.enum(['highest', 'lowest']).optional().describe('Which of more than five lines are drawn; absent: the lowest where a limit lies below, else the highest'),
  needs,
  lines: z.array(lineSchema).min(1).max(20)
}
type Checked = Pick<z.infer<z.ZodObject<typeof panelFields>>, 'id' | 'title' | 'axis'>
const checkPanel = (panel: Checked, ctx: z.core.$RefinementCtx): void => {
  if (panel.title === undefined && !isMessageKey(`panel.${panel.id}`)) ctx.addIssue({ code: 'custom', path: ['title'], message: t('terminal.config.needed') })
  if (panel.axis && panel.axis.min >= panel.axis.max) ctx.addIssue({ code: 'custom', path: ['axis', 'max'], message: t('terminal.config.pack.axis') })
}
export const panelSchema = z.strictObject(panelFields).superRefine(checkPanel)
export type PackPanel = z.infer<typeof panelSchema>
export type PackLine = PackPanel['lines'][number]

/** A panel of one service, which may ask another source than those that see the service. */
export const servicePanelSchema = z.strictObject({
  ...panelFields,
  source: z.string().trim().min(1).max(80).optional().describe('Name of the source to ask; absent: those that see the service')
}).superRefine(checkPanel)
export type ServicePanel = z.infer<typeof servicePanelSchema>

const signalSchema = z.strictObject({ query, unit, note: plain(40).optional().describe('A short word behind the number'), needs })

export const packSchema = z.strictObject({
  $schema: z.string().optional(),
  id: id.describe('A pack of one’s own with the id of one that comes with Garda takes its place'),
  needs: z.array(need).min(1).max(50).describe('The pack fits where all of these exist'),
  parts,
  variants: z.array(z.strictObject({ id, needs: z.array(need).min(1).max(50), parts })).max(10).default([]).describe('The same under other names: each with needs and parts of its own; the first that fits'),
  tells: z.enum(['service', 'exporter', 'process']).default('service').describe('Of what: of the service; of a service that an exporter beside it asks; of the process that was asked, which is left out where that is an exporter'),
  signals: z.partialRecord(z.enum(SIGNALS), signalSchema).default({}).describe('The golden signals of the service, for lists and its header'),
  panels: z.array(panelSchema).max(50).default([])
})
export type Pack = z.infer<typeof packSchema>

/** A query that is written somewhere, and where. */
export interface WrittenQuery { readonly path: readonly (string | number)[]; readonly query: string; readonly parts: readonly Readonly<Record<string, string>>[] }

/** All queries of a pack, each with every set of parts it is used with. */
export const queriesIn = (pack: Pack): readonly WrittenQuery[] => {
  const parts = pack.variants.length === 0 ? [pack.parts] : pack.variants.map((v) => ({ ...pack.parts, ...v.parts }))
  return [
    ...SIGNALS.flatMap((signal): WrittenQuery[] => { const found = pack.signals[signal]; return found ? [{ path: ['signals', signal, 'query'], query: found.query, parts }] : [] }),
    ...queriesOf(pack.panels, parts)
  ]
}
export const queriesOf = (panels: readonly PackPanel[], parts: WrittenQuery['parts'] = [{}]): readonly WrittenQuery[] =>
  panels.flatMap((panel, i) => panel.lines.map((line, j): WrittenQuery => ({ path: ['panels', i, 'lines', j, 'query'], query: line.query, parts })))
