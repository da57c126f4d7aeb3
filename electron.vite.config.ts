import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// One build runs on every Electron from 25 (Node 18.15, Chrome 114, CommonJS main only) to the newest.
const at = (path: string): string => resolve(import.meta.dirname, path)
const alias = { '@shared': at('src/shared') }
const cjs = { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' }

// nothing of node_modules is needed at run time: start-up reads a handful of files, and the versions built with are the ones that run
const node = { target: 'node18.15', externalizeDeps: false, minify: false, reportCompressedSize: false }

const pages = readdirSync(at('src/renderer')).filter((name) => name.endsWith('.html'))

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      ...node,
      rolldownOptions: {
        input: { index: at('src/main/index.ts'), headless: at('src/main/headless.ts') },
        // what both faces use lies in a chunk of its own: the terminal face must not reach Electron through the window's
        output: { ...cjs, codeSplitting: { groups: [{ name: 'engine', minShareCount: 2 }] } }
      }
    }
  },
  preload: {
    resolve: { alias },
    // a sandboxed preload cannot require its own files
    build: { ...node, rolldownOptions: { input: at('src/preload/index.ts'), output: { ...cjs, codeSplitting: false } } }
  },
  renderer: {
    root: at('src/renderer'),
    resolve: { alias },
    plugins: [react()],
    build: {
      target: 'chrome114',
      cssTarget: 'chrome114',
      assetsInlineLimit: 0, // the content security policy allows no data: fonts
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 3_000,
      rolldownOptions: { input: Object.fromEntries(pages.map((name) => [name.slice(0, -'.html'.length), at(`src/renderer/${name}`)])) }
    }
  }
})
