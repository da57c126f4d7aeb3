import { defineConfig } from 'electron-vite'
import { oneFile } from './electron.vite.config'

// The terminal face, beside the window's main in out/main and built after it.
const { resolve, build } = oneFile('src/main/headless.ts')

export default defineConfig({ main: { resolve, build: { ...build, emptyOutDir: false } } })
