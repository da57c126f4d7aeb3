import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { helpText, parseArgs, versionText, type Options } from '../../../src/main/cli/options'

const NOTHING: Options = { action: 'run', config: null, userDataDir: null, demo: false, demoAt: null, logLevel: 'warn', headless: false, once: false, json: false, screenshot: null, wall: null, atLogin: false, startup: null }
const parse = (line: string, env: Record<string, string> = {}): unknown => {
  const parsed = parseArgs(line === '' ? [] : line.split(' '), env)
  return parsed.ok ? parsed.options : parsed.message
}

describe('the command line', () => {
  it.each<[string, Partial<Options>]>([
    ['', {}],
    ['--config garda.yaml --user-data-dir /tmp/x --log-level debug', { config: 'garda.yaml', userDataDir: '/tmp/x', logLevel: 'debug' }],
    ['--config=garda.yaml --user-data-dir=/tmp/x --log-level=debug', { config: 'garda.yaml', userDataDir: '/tmp/x', logLevel: 'debug' }],
    ['--config=a=b.yaml', { config: 'a=b.yaml' }],
    ['--config -', { config: '-' }],
    ['--demo', { demo: true }],
    ['--demo-at 02:47', { demo: true, demoAt: '02:47' }],
    ['--headless --once --json', { headless: true, once: true, json: true }],
    ['--headless --json', { headless: true, json: true }],
    ['--help', { action: 'help' }],
    ['--version', { action: 'version' }],
    ['-h', { action: 'help' }],
    ['-v', { action: 'version' }],
    ['--headless -h', { action: 'help', headless: true }],
    ['--headless -v', { action: 'version', headless: true }],
    ['--demo --screenshot a.png --view overview', { demo: true, screenshot: { file: 'a.png', place: { view: 'overview', item: null }, size: { width: 1440, height: 900 }, theme: 'dark' } }],
    ['--screenshot a.png --view service:production/api --size 1920x1080 --theme light', { screenshot: { file: 'a.png', place: { view: 'service', item: 'production/api' }, size: { width: 1920, height: 1080 }, theme: 'light' } }],
    ['--wall now', { wall: { item: 'now', display: null } }],
    ['--wall=service:production/api --display TV', { wall: { item: 'service:production/api', display: 'TV' } }],
    ['--wall now --wall-display=TV', { wall: { item: 'now', display: 'TV' } }],
    ['--wall @office', { wall: { item: '@office', display: null } }],
    ['--at-login', { atLogin: true }],
    ['--at-login --wall now', { atLogin: true, wall: { item: 'now', display: null } }],
    ['--start-at-login on --config a.yaml --user-data-dir /x', { action: 'startup', startup: 'on', config: 'a.yaml', userDataDir: '/x' }],
    ['--start-at-login=status', { action: 'startup', startup: 'status' }],
    ['--list-displays', { action: 'displays' }],
    ['--screenshot a.png --view wall:dashboard:x', { screenshot: { file: 'a.png', place: { view: 'wall', item: 'dashboard:x' }, size: { width: 1440, height: 900 }, theme: 'dark' } }],
    ['--screenshot a.png --view wall', { screenshot: { file: 'a.png', place: { view: 'wall', item: 'now' }, size: { width: 1440, height: 900 }, theme: 'dark' } }],
    ['--config a --config=a', { config: 'a' }]
  ])('%s', (line, expected) => { expect(parse(line)).toEqual({ ...NOTHING, ...expected }) })

  it('takes the file from the environment unless the line or the demo says otherwise', () => {
    const env = { GARDA_CONFIG: 'team.yaml' }
    expect([parse('', env), parse('--config mine.yaml', env), parse('--demo', env), parse('', { GARDA_CONFIG: '' })])
      .toEqual([{ ...NOTHING, config: 'team.yaml' }, { ...NOTHING, config: 'mine.yaml' }, { ...NOTHING, demo: true }, NOTHING])
  })

  it.each([
    ['--confg x', 'garda: unknown option --confg; did you mean --config? (--help lists them all)'],
    ['--frobnicate=1', 'garda: unknown option --frobnicate (--help lists them all)'],
    ['-x', 'garda: unknown option -x (--help lists them all)'],
    ['--headless -x', 'garda: unknown option -x (--help lists them all)'],
    ['constructor', 'garda: "constructor" is no option (--help lists them all)'],
    ['watch', 'garda: "watch" is no option (--help lists them all)'],
    ['--config', 'garda: --config needs a value: --config FILE'],
    ['--config --demo', 'garda: --config needs a value: --config FILE'],
    ['--config -h', 'garda: --config needs a value: --config FILE'],
    ['--config=', 'garda: --config needs a value: --config FILE'],
    ['--demo=yes', 'garda: --demo takes no value'],
    ['--config a --config b', 'garda: --config is given twice with different values'],
    ['--log-level loud', 'garda: --log-level LEVEL: "loud" is not one of error, warn, info, debug'],
    ['--demo-at 24:00', 'garda: --demo-at HH:MM: "24:00" is not a time from 00:00 to 23:59'],
    ['--demo --config a', 'garda: --demo does not go with --config'],
    ['--once', 'garda: --once needs --headless'],
    ['--json', 'garda: --json needs --headless'],
    ['--screenshot a.png', 'garda: --screenshot needs --view'],
    ['--view alerts', 'garda: --view needs --screenshot'],
    ['--size 800x600', 'garda: --size needs --screenshot'],
    ['--headless --screenshot a.png --view alerts', 'garda: --screenshot does not go with --headless'],
    ['--screenshot a.png --view cellar', 'garda: --view NAME: "cellar" is not one of overview, alerts, services, service, explore, dashboards, timeline, oncall, sources, settings, welcome, page, wall'],
    ['--screenshot a.png --view alerts --size 10x10', 'garda: --size WxH: "10x10" is not a size from 320x240 to 7680x4320'],
    ['--screenshot a.png --view alerts --size 9999x900', 'garda: --size WxH: "9999x900" is not a size from 320x240 to 7680x4320'],
    ['--wall cellar', 'garda: --wall BOARD: "cellar" is not one of now, services, alerts, service:ENVIRONMENT/NAME, dashboard:ID or @WALL'],
    ['--screenshot a.png --view wall:service:api', 'garda: --view NAME: "service:api" is not one of now, services, alerts, service:ENVIRONMENT/NAME, dashboard:ID or @WALL'],
    ['--start-at-login', 'garda: --start-at-login needs a value: --start-at-login on|off|status'],
    ['--start-at-login yes', 'garda: --start-at-login on|off|status: "yes" is not one of on, off, status'],
    ['--start-at-login on --headless', 'garda: --start-at-login does not go with --headless'],
    ['--start-at-login on --wall now', 'garda: --start-at-login does not go with --wall'],
    ['--at-login --headless', 'garda: --at-login does not go with --headless'],
    ['--display TV', 'garda: --display needs --wall'],
    ['--wall now --headless', 'garda: --wall does not go with --headless'],
    ['--list-displays --wall now', 'garda: --wall does not go with --list-displays'],
    ['--screenshot a.png --view alerts --theme dusk', 'garda: --theme dark|light|night: "dusk" is not one of dark, light, night'],
    ['--bad\u202e\u001b[31m', 'garda: unknown option --bad[31m (--help lists them all)']
  ])('refuses %s', (line, message) => { expect(parse(line)).toBe(message) })

  const ELECTRON = '-r /x/loader.js --inspect=0 --remote-debugging-port=0 --no-sandbox --disable-gpu --enable-logging=stderr --force-device-scale-factor=1 --ozone-platform=x11 -psn_0_1234 .'
  it('passes over the switches of Electron and Chromium where a window is meant, and only there', () => {
    expect([parse(`${ELECTRON} --demo`), parse(`--headless ${ELECTRON}`), parse('--headless --disable-gpu'), parse('. --config a'), parse('/opt/garda/resources/app.asar')]).toEqual([
      { ...NOTHING, demo: true }, 'garda: unknown option -r (--help lists them all)', 'garda: unknown option --disable-gpu (--help lists them all)', { ...NOTHING, config: 'a' }, NOTHING
    ])
    expect(parse('. /tmp/other')).toBe('garda: "/tmp/other" is no option (--help lists them all)')
  })

  it('answers every line with options or with one line of words', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('--config', '--demo', '--once', '--headless', '--json', '--view', '--screenshot', '--size=1x1', '--theme', '.', '-r'))
    fc.assert(fc.property(fc.array(word), (argv) => {
      const parsed = parseArgs(argv, {})
      expect(parsed.ok || /^garda: [^\n]+$/.test(parsed.message)).toBe(true)
    }))
  })

  it('names every option in its help, and its version', () => {
    const help = helpText('0.1.0')
    const options = ['--config', '--user-data-dir', '--demo', '--demo-at', '--log-level', '--headless', '--once', '--json', '--screenshot', '--view', '--size', '--theme', '--at-login', '--start-at-login', '--help', '-h', '--version', '-v']
    expect([options.filter((o) => !help.includes(o)), help.split('\n').filter((l) => l.length > 100), versionText('0.1.0')]).toEqual([[], [], 'Garda 0.1.0'])
  })
})
