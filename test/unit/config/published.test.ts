import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configJsonSchema, packJsonSchema, pageJsonSchema, schemaText, stateJsonSchema } from '@shared/config/json-schema'
import { objectiveSchema } from '@shared/config/objective'
import { packSchema, servicePanelSchema } from '@shared/config/packs'
import { configSchema, environmentSchema, PERSONAL, serviceSchema, sourceSchema } from '@shared/config/schema'
import { SEVERITIES } from '@shared/domain/severity'
import { readConfigFile } from '../../../src/main/adapters/node-config-yaml'
import { SOURCE_KINDS } from '../../../src/main/sources/registry'
import { KINDS } from './manifests'

const resource = (file: string): string => readFileSync(new URL(`../../../resources/${file}`, import.meta.url), 'utf8')
const manifests = SOURCE_KINDS.map((kind) => kind.manifest)

describe('what is published', () => {
  it('is made anew by scripts/make-schema.mjs whenever a schema or a kind changes', () => {
    expect([resource('garda.schema.json'), resource('garda-state.schema.json'), resource('page.schema.json'), resource('pack.schema.json')])
      .toEqual([schemaText(configJsonSchema(manifests)), schemaText(stateJsonSchema()), schemaText(pageJsonSchema()), schemaText(packJsonSchema())])
  })

  it('has an example that holds and shows every section a team needs', () => {
    const result = readConfigFile(resource('garda.example.yaml'), manifests)
    expect(result.ok ? Object.keys(result.given) : result.problems).toEqual(['version', 'sources', 'services', 'environments', 'labels', 'severities', 'notifications', 'paging'])
  })

  it('has a page that names every key, and none that is not there', () => {
    const page = readFileSync(new URL('../../../docs/CONFIGURATION.md', import.meta.url), 'utf8')
    /** What the first columns of a section's table name. */
    const named = (title: string): readonly string[] => (page.split(`\n## ${title}\n`)[1] ?? '').split('\n## ')[0]!.split('\n')
      .filter((line) => line.startsWith('| `')).flatMap((line) => [...line.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key))
    const { labels, notifications, paging, appearance, startup, updates, ...shape } = configSchema.shape
    const within = (section: string, keys: readonly string[]): readonly string[] => keys.map((key) => `${section}.${key}`)
    const keys = [
      ...Object.keys(shape).filter((key) => key !== 'severities'), ...within('severities', SEVERITIES), ...within('labels', Object.keys(labels.unwrap().shape)),
      ...within('notifications', Object.keys(notifications.unwrap().shape)), ...within('paging', Object.keys(paging.unwrap().shape)), ...within('appearance', Object.keys(appearance.unwrap().shape)),
      ...within('startup', Object.keys(startup.unwrap().shape)), ...within('updates', Object.keys(updates.unwrap().shape))
    ]
    expect({
      all: [...named('Every key')].sort(), source: named('Sources'), service: named('Services'), objective: named('Objectives'), environment: named('Environments')
    }).toEqual({
      all: [...keys].sort(), source: Object.keys(sourceSchema.shape), service: Object.keys(serviceSchema.shape),
      objective: Object.keys(objectiveSchema.shape), environment: Object.keys(environmentSchema.shape)
    })
  })

  it('has a page that names every field of a pack and of a panel', () => {
    const page = readFileSync(new URL('../../../docs/PACKS.md', import.meta.url), 'utf8')
    const named = (title: string): readonly string[] => (page.split(`\n## ${title}\n`)[1] ?? '').split('\n## ')[0]!.split('\n').flatMap((line) => /^\| `([^`]+)`/.exec(line)?.[1] ?? [])
    expect([named('A pack').toSorted(), named('A panel').toSorted()]).toEqual([Object.keys(packSchema.shape).toSorted(), Object.keys(servicePanelSchema.shape).toSorted()])
    const packs = readdirSync(new URL('../../../resources/packs/', import.meta.url)).map((file) => file.replace('.json', ''))
    const told = page.split('## What comes with Garda')[1]!.split('\n').filter((line) => line.startsWith('| `')).flatMap((line) => [...line.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].map((m) => m[1]!))
    expect(told.toSorted()).toEqual(packs.toSorted())
  })

  it('asks of each kind its address and its options', () => {
    const schema = configJsonSchema(KINDS) as { properties: { sources: { items: { properties: { kind: unknown; interval: unknown }; allOf: unknown } } } }
    const { properties, allOf } = schema.properties.sources.items
    expect([properties.kind, properties.interval, allOf]).toEqual([
      { type: 'string', minLength: 1, maxLength: 80, description: 'What answers there', enum: ['prometheus', 'alertmanager', 'this-computer'] },
      { description: 'A duration such as 15s, 2m or 1h 30m, from 1s to 1h', type: 'string', pattern: '^\\s*(\\d+(\\.\\d+)?\\s*(ms|s|min|m|h|d)\\s*)+$', examples: ['15s', '2m', '1h 30m'] },
      [
        {
          if: { properties: { kind: { const: 'prometheus' } }, required: ['kind'] },
          then: {
            required: ['url'],
            properties: {
              urls: false,
              options: {
                type: 'object', additionalProperties: false,
                properties: { rules: { type: 'boolean', default: true }, step: { type: 'number', minimum: 1, maximum: 600, default: 15 }, jobs: { type: 'array', items: { type: 'string' }, default: [] } }
              }
            }
          }
        },
        {
          if: { properties: { kind: { const: 'alertmanager' } }, required: ['kind'] },
          then: {
            oneOf: [{ required: ['url'] }, { required: ['urls'] }], allOf: [{ required: ['options'] }],
            properties: { options: { type: 'object', additionalProperties: false, required: ['receiver'], properties: { receiver: { type: 'string', default: '' } } } }
          }
        },
        {
          if: { properties: { kind: { const: 'this-computer' } }, required: ['kind'] },
          then: { properties: { options: { type: 'object', additionalProperties: false, properties: { detail: { type: 'string', enum: ['normal', 'full'], default: 'normal' } } }, url: false, urls: false } }
        }
      ]
    ])
  })

  it('knows every key that the configuration has, but what only a person may decide', () => {
    const schema = configJsonSchema(KINDS) as { properties: object; additionalProperties: boolean }
    expect([Object.keys(schema.properties), schema.additionalProperties]).toEqual([Object.keys(configSchema.shape).filter((key) => !PERSONAL.some((own) => own === key)), false])
  })
})
