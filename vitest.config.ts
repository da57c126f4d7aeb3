import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'src/shared') } },
  test: {
    include: ['test/{unit,contract,sim,integration}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    allowOnly: false
  }
})
