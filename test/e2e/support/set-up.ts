import { ensureBuilt } from '../../../scripts/lib/build.mjs'
import { ensureRuntime } from '../../../scripts/lib/runtime.mjs'

/** Before the first test: a runtime to launch and a build of the present sources. */
export default async (): Promise<void> => {
  await ensureRuntime()
  await ensureBuilt()
}
