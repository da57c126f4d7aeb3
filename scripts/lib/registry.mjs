import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from './run.mjs'
import { Refusal } from './say.mjs'

/**
 * Refuses with a program's own words when it failed.
 * @param {{ readonly ok: boolean, readonly problem: string }} answer
 */
export const demand = ({ ok, problem }) => { if (!ok) throw new Refusal(problem) }

/**
 * Fetches one package from the registry, through npm and whatever proxy and mirror it is set to, without running anything of it.
 * @param {string} spec `name@version`
 * @param {string} integrity what its tarball must hash to, as package-lock.json writes it
 * @param {string} into an empty folder
 * @returns {string} the tarball
 */
export const fetchPinned = (spec, integrity, into) => {
  demand(ask('npm', ['pack', spec, '--pack-destination', into, '--loglevel=error', '--ignore-scripts']))
  const tarball = join(into, readdirSync(into).find((name) => name.endsWith('.tgz')) ?? '')
  const digest = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (digest !== integrity) throw new Refusal(`${spec} is not what was pinned: ${digest}`)
  return tarball
}
