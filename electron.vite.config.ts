import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// One build runs on every Electron from 25 (Node 18.15, Chrome 114, CommonJS main only) to the newest.
const at = (path: string): string => resolve(import.meta.dirname, path)
const alias = { '@shared': at('src/shared') }
const cjs = { format: 'cjs' as const, entryFileNames: '[name].cjs' }

// nothing of node_modules is needed at run time: start-up reads a handful of files, and the versions built with are the ones that run
const node = { target: 'node18.15', externalizeDeps: false, minify: false, reportCompressedSize: false }

/** Code for Node in one file: a sandboxed preload cannot load others, and the terminal face must not reach Electron through a chunk it shares with the window's. */
export const oneFile = (input: string) => ({ resolve: { alias }, build: { ...node, rolldownOptions: { input: at(input), output: { ...cjs, codeSplitting: false } } } })

const pages = readdirSync(at('src/renderer')).filter((name) => name.endsWith('.html'))

export default defineConfig({
  main: oneFile('src/main/index.ts'),
  preload: oneFile('src/preload/index.ts'),
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
