import { relative } from 'node:path'
import { root } from './paths.mjs'
import { leave, nothing, plus } from './report.mjs'

/** Leaves vitest's outcome for scripts/test.mjs. A file that could not be loaded and an error outside of any test count as failures. */
export default class {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest/node').SerializedError[]} errors
   */
  onTestRunEnd(modules, errors) {
    const outcomes = modules.flatMap((module) => {
      const file = relative(root, module.moduleId)
      const tests = [...module.children.allTests()].map((test) => {
        const name = `${file} > ${test.fullName}`
        const result = test.result()
        if (result.state === 'passed') return { ...nothing, passed: 1 }
        if (result.state === 'skipped') return { ...nothing, skipped: [{ name, reason: result.note ?? (module.ok() ? 'no reason given' : 'what prepares it failed') }] }
        return { ...nothing, failed: [name] }
      })
      // hooks fail outside of a test
      const around = [module, ...module.children.allSuites()].flatMap((suite) => suite.errors().map(({ message }) => ({ ...nothing, failed: [`${file}: ${message}`] })))
      return [...tests, ...around]
    })
    leave([...outcomes, ...errors.map(({ message }) => ({ ...nothing, failed: [message] }))].reduce(plus, nothing))
  }
}
