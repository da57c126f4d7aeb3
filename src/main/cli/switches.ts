/** Switches of Electron, Chromium and Node that a window may be started with; they are theirs to read. Without their leading dashes. */
const NAMES: ReadonlySet<string> = new Set([
  'no-sandbox', 'single-process', 'in-process-gpu', 'no-zygote', 'no-first-run', 'no-default-browser-check', 'headless-mode', 'password-store', 'lang', 'js-flags', 'log-file', 'log-net-log', 'v', 'vmodule',
  'proxy-server', 'proxy-bypass-list', 'proxy-pac-url', 'no-proxy-server', 'host-rules', 'host-resolver-rules', 'auth-server-whitelist', 'auth-negotiate-delegate-whitelist', 'ssl-version-fallback-min', 'cipher-suite-blacklist',
  'original-process-start-time', 'allow-file-access-from-files', 'autoplay-policy', 'user-agent', 'hide-scrollbars', 'mute-audio', 'use-gl', 'use-angle', 'require', 'r'
])
const PREFIXES: readonly string[] = ['disable-', 'enable-', 'force-', 'ignore-gpu-', 'gpu-', 'ozone-', 'remote-debugging-', 'remote-allow-', 'inspect', 'trace-', 'high-dpi-', 'gtk-', 'disk-cache-', 'wayland-']

/** Written apart from their value by some (`-r file`, `--lang de`). */
const APART: ReadonlySet<string> = new Set(['r', 'require'])

/** How many words of the command line a foreign switch takes; 0 when it is none. */
export const foreignSwitch = (word: string): 0 | 1 | 2 => {
  if (!word.startsWith('-')) return 0
  if (word.startsWith('-psn_')) return 1
  const name = word.replace(/^--?/, '').split('=')[0] ?? ''
  if (!NAMES.has(name) && !PREFIXES.some((prefix) => name.startsWith(prefix))) return 0
  return APART.has(name) && !word.includes('=') ? 2 : 1
}

/** Those that say how this computer is to be used, and so hold for a start at login, too. */
const LASTING: ReadonlySet<string> = new Set(['ozone-platform', 'ozone-platform-hint', 'no-sandbox', 'password-store', 'disable-gpu', 'force-device-scale-factor'])
export const lastingSwitches = (argv: readonly string[]): readonly string[] => argv.filter((word) => word.startsWith('--') && LASTING.has(word.slice(2).split('=')[0] ?? ''))

/** The application's own place, as Electron is given it: `.`, a folder or an archive. */
export const isAppPath = (word: string): boolean => word === '.' || /^(\/|[A-Za-z]:[\\/])/.test(word) || /\.(asar|cjs|js)$/.test(word)
