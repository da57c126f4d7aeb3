#!/usr/bin/env node
// The window's screens without a main process: `node scripts/dev-renderer.mjs` serves them with hot reload at a made-up state,
// `node scripts/dev-renderer.mjs --build DIR` builds them as they ship, to be looked at under the real content policy.
import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, createServer } from 'vite'

/** @param {string} path */
const at = (path) => resolve(import.meta.dirname, '..', path)
const { values } = parseArgs({ options: { build: { type: 'string' }, port: { type: 'string', default: '5199' } } })

/** Puts the made-up bridge before everything else.
 * @type {import('vite').Plugin} */
const scene = {
  name: 'scene',
  enforce: 'pre',
  transform: (/** @type {string} */ code, /** @type {string} */ id) => (id === at('src/renderer/main.tsx') ? `import ${JSON.stringify(at('scripts/dev-renderer-scene.ts'))}\n${code}` : null)
}
/** @type {import('vite').InlineConfig} */
const config = {
  configFile: false,
  root: at('src/renderer'),
  resolve: { alias: { '@shared': at('src/shared') } },
  plugins: [scene, react()],
  server: { port: Number(values.port), host: '127.0.0.1', fs: { allow: [at('.')] } },
  build: { outDir: resolve(values.build ?? 'out/renderer'), emptyOutDir: true, target: 'chrome114', cssTarget: 'chrome114', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false, chunkSizeWarningLimit: 3000 }
}

if (values.build) await build(config)
else {
  const server = await createServer(config)
  await server.listen()
  server.printUrls()
}
