import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/bench',
  testMatch: '*.bench.ts',
  outputDir: 'out/bench',
  globalSetup: './test/e2e/support/set-up.ts',
  workers: 1,
  timeout: 15 * 60_000,
  reporter: [['line']],
  retries: 0
})
