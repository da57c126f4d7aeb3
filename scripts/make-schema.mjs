// Writes resources/garda.schema.json, garda-state.schema.json, page.schema.json and pack.schema.json from the schemas in the source.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const how = { root, configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ('error'), resolve: { alias: { '@shared': `${root}src/shared` } } }

/** @type {{ module: typeof import('../src/shared/config/json-schema') }} */
const { module: schemas } = await runnerImport(`${root}src/shared/config/json-schema.ts`, how)
/** @type {{ module: typeof import('../src/main/sources/registry') }} */
const { module: registry } = await runnerImport(`${root}src/main/sources/registry.ts`, how)

writeFileSync(`${root}resources/garda.schema.json`, schemas.schemaText(schemas.configJsonSchema(registry.SOURCE_KINDS.map((kind) => kind.manifest))))
writeFileSync(`${root}resources/garda-state.schema.json`, schemas.schemaText(schemas.stateJsonSchema()))
writeFileSync(`${root}resources/page.schema.json`, schemas.schemaText(schemas.pageJsonSchema()))
writeFileSync(`${root}resources/pack.schema.json`, schemas.schemaText(schemas.packJsonSchema()))
