import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { keep } from './paths.mjs'
import { demand, fetchPinned } from './registry.mjs'
import { ask } from './run.mjs'
import { step } from './say.mjs'

// Types of the oldest runtime Garda runs on. They are no dependencies of package.json, where electron@25 would run its installer.
const packages = /** @type {const} */ ([
  { folder: 'electron', spec: 'electron@25.1.1', integrity: 'sha512-WvFUfVsJn6YiP35UxdibYVjU2LceastyMm4SVp2bmb4XvKEvItAIiwxgm7tPC5Syl1243aRCvQLqr84sZ71pyQ==' },
  { folder: 'node', spec: '@types/node@18.19.130', integrity: 'sha512-GRaXQx6jGfL8sKfaIDD6OupbIHBr9jv7Jnaml9tB7l4v068PAOXqfcujMMo5PhbIs6ggR1XODELqahT2R8v0fg==' },
  { folder: 'undici-types', spec: 'undici-types@5.26.5', integrity: 'sha512-JlCMO+ehdEIKqlFxk6IfVoAUVmgz7cU7zD/h9XZ0qzeosSHmUJVOzSQvvYSYWXkFXC+IfLKSIffhv0sVZup6pA==' }
])

const folder = join(keep, 'types')

/** Sees to .cache/types, which tsconfig.old-runtime.json reads. */
export const ensureOldTypes = async () => {
  const missing = packages.filter(({ folder: name }) => !existsSync(join(folder, name)))
  if (missing.length === 0) return
  mkdirSync(folder, { recursive: true })
  await step('fetching types of the oldest runtime', () => {
    for (const { folder: name, spec, integrity } of missing) {
      const work = mkdtempSync(join(folder, '.unpacking-'))
      try {
        const tarball = fetchPinned(spec, integrity, work)
        const content = join(work, 'content')
        mkdirSync(content)
        demand(ask('tar', ['-xzf', tarball, '-C', content, '--strip-components=1']))
        renameSync(content, join(folder, name))
      } finally {
        rmSync(work, { recursive: true, force: true })
      }
    }
  })
}
