import { writeFileSync } from 'node:fs'

/**
 * What a suite came to: how many passed, which failed, which did not run and why.
 * @typedef {{ readonly passed: number, readonly failed: readonly string[], readonly skipped: readonly { readonly name: string, readonly reason: string }[] }} Outcome
 */

/** @type {Outcome} */
export const nothing = { passed: 0, failed: [], skipped: [] }

/**
 * @param {Outcome} a
 * @param {Outcome} b
 * @returns {Outcome}
 */
export const plus = (a, b) => ({ passed: a.passed + b.passed, failed: [...a.failed, ...b.failed], skipped: [...a.skipped, ...b.skipped] })

/**
 * The one line that `npm test` ends with.
 * @param {Outcome} outcome
 */
export const summary = ({ passed, failed, skipped }) => `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`

/** The reporters of vitest and Playwright leave their outcome in the file that this names. */
export const outcomeFile = 'GARDA_TEST_OUTCOME'

/** @param {Outcome} outcome */
export const leave = (outcome) => {
  const file = process.env[outcomeFile]
  if (file !== undefined) writeFileSync(file, JSON.stringify(outcome))
}
