import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: {
      '@shared': resolve(import.meta.dirname, 'src/shared'),
      // as the build takes it: the other half would bring a second CodeMirror, and two do not know each other
      '@prometheus-io/codemirror-promql': resolve(import.meta.dirname, 'node_modules/@prometheus-io/codemirror-promql/dist/esm/index.js')
    }
  },
  test: {
    include: ['test/{unit,contract,sim,integration}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    // written for bundlers
    server: { deps: { inline: [/@prometheus-io\/codemirror-promql/] } },
    allowOnly: false
  }
})
