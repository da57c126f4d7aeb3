import { defineConfig } from 'electron-vite'
import { oneFile } from './electron.vite.config'

// Beside the window's main in out/main and built after it: the terminal face, and the command line alone, which scripts/start.mjs asks
// before anything else. The second goes where electron-vite has a place for a second program.
const beside = (input: string) => {
  const { resolve, build } = oneFile(input)
  return { resolve, build: { ...build, outDir: 'out/main', emptyOutDir: false } }
}

export default defineConfig({ main: beside('src/main/headless.ts'), preload: beside('src/main/cli/options.ts') })
