import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'

/** What an error that ends the program says of itself: one line. */
export const lastWords = (error: unknown): string =>
  t('terminal.cli.error', { message: t('terminal.cli.failed', { reason: clean(error instanceof Error ? `${error.name}: ${error.message}` : String(error), { max: 500 }) }) })

/** For an error that nobody caught. Until the watch has begun there is nothing to go on with. */
let answer = (error: unknown): void => {
  process.stderr.write(`${lastWords(error)}\n`)
  process.exit(1)
}

// Left to itself, Electron shows a dialog and the process hangs behind it. Registered while loading, so that it holds before anything else is tried.
process.on('uncaughtException', (error) => { answer(error) })

/** Once the watch runs, an error that nobody caught must not end it: whatever it broke shows by its age. */
export const surviveErrors = (tell: (error: unknown) => void): void => { answer = tell }
