import { leave, nothing, plus } from './report.mjs'

/** Leaves Playwright's outcome for scripts/test.mjs. */
export default class {
  /** @type {import('@playwright/test/reporter').Suite | null} */
  #suite = null
  /** @type {string[]} */
  #errors = []

  /**
   * @param {import('@playwright/test/reporter').FullConfig} _config
   * @param {import('@playwright/test/reporter').Suite} suite
   */
  onBegin(_config, suite) { this.#suite = suite }

  /** @param {import('@playwright/test/reporter').TestError} error */
  onError({ message }) { this.#errors.push(message ?? 'an error outside of any test') }

  onEnd() {
    const outcomes = (this.#suite?.allTests() ?? []).map((test) => {
      const name = test.titlePath().filter((part) => part !== '').join(' > ')
      if (test.outcome() === 'skipped') {
        const reason = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
        // what was never started because something before it failed is no skip
        return test.results.length === 0 && reason === undefined ? { ...nothing, failed: [`${name} (did not run)`] } : { ...nothing, skipped: [{ name, reason: reason ?? 'no reason given' }] }
      }
      return test.ok() ? { ...nothing, passed: 1 } : { ...nothing, failed: [name] }
    })
    leave([...outcomes, ...this.#errors.map((error) => ({ ...nothing, failed: [error] }))].reduce(plus, nothing))
  }

  printsToStdio() { return false }
}
