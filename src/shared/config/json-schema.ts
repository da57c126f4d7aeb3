import { z } from 'zod'
import { pageDocumentSchema } from '../contract/page-document'
import { stateDocumentSchema } from '../contract/state-document'
import { isMessageKey, t } from '../text/catalogue'
import { DURATION_PATTERN } from './duration'
import type { Field, KindManifest } from './fields'
import { packSchema } from './packs'
import { configSchema, PERSONAL } from './schema'

type Json = Record<string, unknown>
const object = (value: unknown): Json => value as Json

const LIST: Json = { type: 'array', items: { type: 'string' } }

const fieldSchema = (field: Field): Json => {
  const described = { ...(isMessageKey(field.label) ? { description: t(field.label) } : {}), default: field.default }
  switch (field.type) {
    case 'text': return { type: 'string', ...described }
    case 'number': return { type: 'number', minimum: field.min, maximum: field.max, ...described }
    case 'toggle': return { type: 'boolean', ...described }
    case 'choice': return { type: 'string', enum: [...field.choices], ...described }
    case 'list': return field.off ? { anyOf: [LIST, { const: false }], ...described } : { ...LIST, ...described }
  }
}

/** What holds for the sources of one kind beside what holds for all. */
const kindSchema = ({ kind, address, fields }: KindManifest): Json => {
  const required = fields.filter((f) => f.required).map((f) => f.key)
  const options = { type: 'object', properties: Object.fromEntries(fields.map((f) => [f.key, fieldSchema(f)])), additionalProperties: false, ...(required.length ? { required } : {}) }
  const where: Json = address === 'url' ? { required: ['url'], properties: { options, urls: false } }
    : address === 'urls' ? { oneOf: [{ required: ['url'] }, { required: ['urls'] }], properties: { options } }
      : { properties: { options, url: false, urls: false } }
  return { if: { properties: { kind: { const: kind } }, required: ['kind'] }, then: required.length ? { ...where, allOf: [{ required: ['options'] }] } : where }
}

/** The published JSON Schema of `garda.yaml`, for editors: what people write, with each kind's own options. */
export const configJsonSchema = (kinds: readonly KindManifest[]): Json => {
  const schema = object(z.toJSONSchema(configSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      const node = jsonSchema as Json
      if (node['duration'] !== true) return
      delete node['duration']
      delete node['anyOf']
      Object.assign(node, { type: 'string', pattern: DURATION_PATTERN, examples: ['15s', '2m', '1h 30m'] })
    }
  }))
  const source = object(object(object(schema['properties'])['sources'])['items'])
  object(object(source['properties'])['kind'])['enum'] = kinds.map((k) => k.kind)
  source['allOf'] = kinds.map(kindSchema)
  const shared = Object.entries(object(schema['properties'])).filter(([key]) => !PERSONAL.some((own) => own === key))
  const { $schema, ...rest } = schema
  return { $schema, title: 'Garda configuration', description: 'Sources, services and environments that a team keeps in one file: garda --config garda.yaml', ...rest, properties: Object.fromEntries(shared) }
}

/** The published JSON Schema of what `--headless --once --json` prints. */
export const stateJsonSchema = (): Json => object(z.toJSONSchema(stateDocumentSchema))

/** The published JSON Schema of what hooks get. */
export const pageJsonSchema = (): Json => object(z.toJSONSchema(pageDocumentSchema))

/** The published JSON Schema of one panel pack, as those in resources/packs and those of one's own. */
export const packJsonSchema = (): Json => {
  const { $schema, ...rest } = object(z.toJSONSchema(packSchema, { io: 'input' }))
  return { $schema, title: 'Garda panel pack', ...rest }
}

/** As it is kept in resources. */
export const schemaText = (schema: Json): string => `${JSON.stringify(schema, null, 2)}\n`
