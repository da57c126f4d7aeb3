// The import rules of the house as one table: a room, and what its files may import. Whatever is not listed is forbidden,
// and a file that belongs to no room is an error. Type imports obey the same rules.
const npm = (...names) => `^node_modules/(${names.join('|')})/`
const builtins = Symbol('the built-in modules of Node')

const shared = '^src/shared/'
const ports = '^src/main/ports/'
const view = npm('react', 'react-dom', '@mantine/core', '@mantine/hooks', '@tanstack/react-virtual')

const rooms = [
  { room: 'shared', path: '^src/shared/(?!text/)', may: [shared, npm('zod')] },
  { room: 'shared/text', path: '^src/shared/text/', may: [shared, npm('intl-messageformat')] },
  { room: 'core', path: '^src/main/core/', may: ['^src/main/core/', ports, shared] },
  { room: 'ports', path: '^src/main/ports/', may: [ports, shared, npm('zod')] },
  { room: 'source', path: '^src/main/sources/([^/]+)/', may: ['^src/main/sources/$1/', '^resources/packs/', ports, shared, npm('yaml', 'zod')] },
  { room: 'registry', path: '^src/main/sources/[^/]+[.]ts$', may: ['^src/main/sources/[^/]+/index[.]ts$', ports, shared] },
  { room: 'adapters', path: '^src/main/adapters/', may: ['^src/main/adapters/', ports, shared, '^node_modules/', builtins] },
  { room: 'ipc', path: '^src/main/ipc/', may: ['^src/main/ipc/', ports, shared, npm('electron', 'zod')] },
  { room: 'config', path: '^src/main/config/', may: ['^src/main/config/', ports, shared, npm('yaml', 'zod')] },
  { room: 'cli', path: '^src/main/cli/', may: ['^src/main/cli/', ports, shared, builtins] },
  { room: 'terminal', path: '^src/main/terminal/', may: ['^src/main/(terminal|core)/', ports, shared] },
  { room: 'app', path: '^src/main/app/(?!(electron|startup-here)[.])', may: ['^src/main/[^/]+/', '^package[.]json$', shared, builtins] },
  // composes the window's face from Electron's own parts
  { room: 'app/electron', path: '^src/main/app/(electron|startup-here)[.]ts$', may: ['^src/main/[^/]+/', shared, npm('electron'), builtins] },
  { room: 'main/index', path: '^src/main/index[.]ts$', may: ['^src/main/[^/]+/', shared, npm('electron'), builtins] },
  { room: 'main/headless', path: '^src/main/headless[.]ts$', may: ['^src/main/[^/]+/', shared, builtins] },
  { room: 'preload', path: '^src/preload/', may: ['^src/shared/contract/', npm('electron')] },
  { room: 'bridge', path: '^src/renderer/bridge[.]ts$', may: [shared] },
  { room: 'renderer', path: '^src/renderer/(?!bridge[.])[^/]+[.](tsx?|css)$', may: ['^src/renderer/', shared, view] },
  { room: 'theme', path: '^src/renderer/theme/', may: ['^src/renderer/theme/', shared, view, npm('@fontsource-variable/[^/]+')] },
  { room: 'ui', path: '^src/renderer/ui/', may: ['^src/renderer/(ui|theme)/', shared, view] },
  { room: 'state', path: '^src/renderer/state/', may: ['^src/renderer/state/', '^src/renderer/bridge[.]ts$', shared, npm('react')] },
  { room: 'charts', path: '^src/renderer/charts/', may: ['^src/renderer/(charts|ui|theme)/', shared, view, npm('recharts')] },
  { room: 'time', path: '^src/renderer/time/', may: ['^src/renderer/(time|state|charts|ui|theme)/', shared, view] },
  { room: 'outlet', path: '^src/renderer/outlet/', may: ['^src/renderer/(outlet|state|charts|ui|theme)/', '^src/renderer/bridge[.]ts$', shared, view] },
  // the editor of expressions
  { room: 'explore', path: '^src/renderer/features/(explore)/', may: ['^src/renderer/features/$1/', '^src/renderer/(outlet|time|state|charts|ui|theme)/', shared, view, npm('@codemirror/[^/]+', '@lezer/[^/]+', '@prometheus-io/[^/]+')] },
  { room: 'feature', path: '^src/renderer/features/(?!explore/)([^/]+)/', may: ['^src/renderer/features/$1/', '^src/renderer/(outlet|time|state|charts|ui|theme)/', shared, view] }
]

const everywhere = rooms.map(({ path }) => path)
const error = 'error'

module.exports = {
  forbidden: [
    ...rooms.map(({ room, path, may }) => ({
      name: `${room} imports only what it may`,
      severity: error,
      from: { path },
      to: { pathNot: may.filter((each) => each !== builtins), ...(may.includes(builtins) ? { dependencyTypesNot: ['core'] } : {}) }
    })),
    { name: 'every file is in a room (importing)', severity: error, from: { path: '^src/', pathNot: everywhere }, to: {} },
    { name: 'every file is in a room (imported)', severity: error, from: {}, to: { path: '^src/', pathNot: everywhere } },
    { name: 'every file is in a room (alone)', severity: error, from: { orphan: true, path: '^src/', pathNot: [...everywhere, '[.]d[.]ts$'] }, to: {} },
    { name: 'no cycles', severity: error, from: {}, to: { circular: true } },
    { name: 'the terminal face reaches no Electron', severity: error, from: { path: '^src/main/headless[.]ts$' }, to: { path: npm('electron', 'electron-store'), reachable: true } },
    { name: 'everything imported is there', severity: error, from: {}, to: { couldNotResolve: true } },
    { name: 'nothing that ships needs a development package', severity: error, from: { path: '^src/', pathNot: ['^src/renderer/'] }, to: { dependencyTypes: ['npm-dev'], pathNot: npm('electron') } },
    { name: 'only the two faces start the app', severity: error, from: { path: '^src/main/', pathNot: '^src/main/(app/|index[.]ts$|headless[.]ts$)' }, to: { path: '^src/main/app/' } },
    { name: 'only charts import recharts', severity: error, from: { pathNot: '^src/renderer/charts/' }, to: { path: npm('recharts') } }
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.cjs', '.js', '.css', '.json'] },
    reporterOptions: { text: { highlightFocused: true } }
  }
}
