import { expect, test } from 'vitest'
import { quoted, rootLine } from '../../../scripts/lib/as-root.mjs'
import { choosePackages, complaints } from '../../../scripts/lib/system.mjs'

const wanted = [['libasound2t64', 'libasound2'], ['libnss3'], ['dbus-daemon', 'dbus'], ['libnss3']]
const policyOf = (...candidates: readonly (readonly [string, string])[]): string =>
  candidates.map(([name, candidate]) => `${name}:\n  Installed: (none)\n  Candidate: ${candidate}\n  Version table:\n`).join('')

test.each([
  ['a system with the new names', policyOf(['libasound2t64', '1.2'], ['libasound2', '(none)'], ['libnss3', '3.8'], ['dbus-daemon', '1.14']), true, ['libasound2t64', 'libnss3', 'dbus-daemon'], false],
  ['a system with the old names', policyOf(['libasound2', '1.2'], ['libnss3', '3.8'], ['dbus-daemon', '(none)'], ['dbus', '1.12']), false, ['libasound2', 'libnss3', 'dbus'], false],
  ['a new system that never read its package lists', '', true, ['libasound2t64', 'libnss3', 'dbus-daemon'], true],
  ['an old system that never read its package lists', '', false, ['libasound2', 'libnss3', 'dbus'], true]
])('packages are called as on %s', (_system, policy, renamed, names, unknown) => {
  expect(choosePackages(wanted, policy, renamed)).toEqual({ names, unknown })
})

test('of all that apt says, only its complaints are shown, each once', () => {
  const said = `Ign:1 http://deb.example.org/debian bookworm InRelease
Err:1 http://deb.example.org/debian bookworm InRelease
  Temporary failure resolving 'deb.example.org'
Reading package lists...
W: Failed to fetch http://deb.example.org/debian/dists/bookworm/InRelease
W: Some index files failed to download. They have been ignored, or old ones used instead.
Reading package lists...
E: Unable to locate package libnss3
E: Unable to locate package libnss3`
  expect(complaints(said)).toBe(`Err:1 http://deb.example.org/debian bookworm InRelease
W: Failed to fetch http://deb.example.org/debian/dists/bookworm/InRelease
W: Some index files failed to download. They have been ignored, or old ones used instead.
E: Unable to locate package libnss3`)
})

test('a line for root is one that works with sudo, without it, and for root', () => {
  const commands = ['apt-get update', 'chown root \'/my files/x\'']
  expect((['sudo', 'su', null] as const).map((by) => rootLine(commands, by))).toEqual([
    'sudo apt-get update && sudo chown root \'/my files/x\'',
    'su - -c \'apt-get update && chown root \'\\\'\'/my files/x\'\\\'\'\'',
    'apt-get update && chown root \'/my files/x\''
  ])
})

test('a path is quoted only where a shell would read it otherwise', () => {
  expect(['/opt/garda/x', '/my files/x', 'o\'neill'].map(quoted)).toEqual(['/opt/garda/x', '\'/my files/x\'', '\'o\'\\\'\'neill\''])
})
