import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/soak',
  testMatch: '*.soak.ts',
  outputDir: 'out/soak-results',
  globalSetup: './test/e2e/support/set-up.ts',
  workers: 1,
  reporter: [['line']],
  forbidOnly: true,
  retries: 0
})
