// Progress for people: everything goes to standard error, so that standard output stays the program's own.

/**
 * Prints one line of progress.
 * @param {string} text
 */
export const say = (text) => { process.stderr.write(`garda: ${text}\n`) }

/**
 * How long ago, for people.
 * @param {number} since a value of performance.now()
 */
export const took = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * Names a step before it begins and says how long it took once it is over.
 * @template T
 * @param {string} what
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export const step = async (what, work) => {
  const start = performance.now()
  say(`${what} …`)
  const result = await work()
  say(`${what}: done in ${took(start)}`)
  return result
}

/** A reason to stop that is meant for the person at the keyboard: shown without a stack. */
export class Refusal extends Error {
  /**
   * @param {string} message one line
   * @param {{ readonly said?: string, readonly exitCode?: number }} [more] said: the output of the program that failed
   */
  constructor(message, { said = '', exitCode = 1 } = {}) {
    super(message)
    this.said = said
    this.exitCode = exitCode
  }
}

/**
 * Runs a command's main function: a refusal becomes its words and its exit code, anything else keeps its stack.
 * @param {() => Promise<number>} main answers the exit code
 */
export const runMain = async (main) => {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.said !== '') process.stderr.write(`${error.said}\n`)
    say(error.message)
    process.exitCode = error.exitCode
  }
}
