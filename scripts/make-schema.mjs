// Writes resources/garda.schema.json and resources/garda-state.schema.json from the schemas in the source.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const load = async (file) => (await runnerImport(file, { root, configFile: false, logLevel: 'error', resolve: { alias: { '@shared': `${root}src/shared` } } })).module

const { configJsonSchema, stateJsonSchema, schemaText } = await load(`${root}src/shared/config/json-schema.ts`)
const { SOURCE_KINDS } = await load(`${root}src/main/sources/registry.ts`)

writeFileSync(`${root}resources/garda.schema.json`, schemaText(configJsonSchema(SOURCE_KINDS.map((kind) => kind.manifest))))
writeFileSync(`${root}resources/garda-state.schema.json`, schemaText(stateJsonSchema()))
