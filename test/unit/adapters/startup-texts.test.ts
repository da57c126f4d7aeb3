import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTurnedOff, launchAgent, unsayable } from '../../../src/main/adapters/startup-launchd'
import { execStart, startedByUnit, userUnit } from '../../../src/main/adapters/startup-systemd'
import { loginItem, windowsArgument } from '../../../src/main/adapters/startup-windows'
import { desktopEntry, execOf, startedBy } from '../../../src/main/adapters/startup-xdg'

const HARD = ['/opt/my apps/Garda 50%/garda', '--at-login', '--config', '/home/me/a "quoted" `file` of $HOME\\it; rm *.yaml', '', 'ümlaut\ttab']
/** Words as a command line may hold them; much of it is what some reader takes for its own. */
const word = fc.string({ unit: fc.oneof(fc.constantFrom(...' "\'\\$%`<>~|&;*?#()=\n\t\r\u2028\u00a0'.split('')), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((c) => !c.includes('\0'))), maxLength: 12 })
const words = fc.array(word, { minLength: 1, maxLength: 4 })

describe('an autostart entry', () => {
  it('is what the specification asks for', () => {
    expect(desktopEntry({ words: HARD, name: 'Garda', comment: 'Watches', icon: '/opt/my apps/icon.png' })).toBe([
      '[Desktop Entry]', 'Type=Application', 'Version=1.0', 'Name=Garda', 'Comment=Watches',
      String.raw`Exec="/opt/my apps/Garda 50%%/garda" "--at-login" "--config" "/home/me/a \\"quoted\\" \\${'`'}file\\${'`'} of \\$HOME\\\\it; rm *.yaml" "" "ümlaut\ttab"`,
      'Icon=/opt/my apps/icon.png', 'Terminal=false', 'StartupNotify=false', 'X-GNOME-Autostart-enabled=true', ''
    ].join('\n'))
  })

  /** As a desktop reads it: the value's escapes, then the quotes, then the field codes. */
  const read = (exec: string): readonly string[] => {
    const value = exec.replace(/\\(.)/g, (_all, c: string) => ({ s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' })[c] ?? `\\${c}`)
    const found: string[] = []
    for (let i = 0; i < value.length;) {
      if (value[i] === ' ') { i++; continue }
      if (value[i] !== '"') throw new Error(`unquoted at ${i} of ${value}`)
      let text = ''
      for (i++; value[i] !== '"'; i++) {
        if (i >= value.length) throw new Error('no end')
        text += value[i] === '\\' && '"`$\\'.includes(value[i + 1] ?? '') ? value[++i]! : value[i]!
      }
      i++
      if (/(^|[^%])(%%)*%([^%]|$)/.test(text)) throw new Error(`a field code in ${text}`)
      found.push(text.replaceAll('%%', '%'))
    }
    return found
  }
  it('starts the very words, whatever is in them, on a line of its own', () => {
    fc.assert(fc.property(words, (these) => {
      const text = desktopEntry({ words: these, name: 'Garda', comment: 'c', icon: 'i' })
      expect([text.split('\n').length, startedBy(text), read(execOf(these))]).toEqual([11, execOf(these), these])
    }))
  })

  it('is off when a desktop or a person has turned it off, or it is no entry', () => {
    const entry = desktopEntry({ words: ['/bin/true'], name: 'Garda', comment: 'c', icon: 'i' })
    expect([
      startedBy(entry), startedBy(entry.replace('enabled=true', 'enabled=false')), startedBy(`${entry}Hidden=true\n`), startedBy(entry.replace('[Desktop Entry]', '[Another]')), startedBy(''), startedBy('[Desktop Entry]\r\nExec = "/bin/true"\r\n')
    ]).toEqual(['"/bin/true"', null, null, null, null, '"/bin/true"'])
  })
})

describe('a unit of the user manager', () => {
  it('is restarted on failure and by the code that asks for it, not after a wrong command line', () => {
    expect(userUnit({ words: HARD, env: { A: '50% "x"' }, description: 'Garda', usageCode: 64 })).toBe([
      '[Unit]', 'Description=Garda', 'PartOf=graphical-session.target', 'After=graphical-session.target', 'StartLimitIntervalSec=300', 'StartLimitBurst=5', '',
      '[Service]', 'Type=simple', String.raw`Environment="A=50%% \"x\""`, 'Environment="GARDA_SUPERVISOR=systemd"',
      String.raw`ExecStart=/bin/sh "-c" "exec \"$$0\" \"$$@\"" "/opt/my apps/Garda 50%%/garda" "--at-login" "--config" "/home/me/a \"quoted\" ${'`'}file${'`'} of $$HOME\\it; rm *.yaml" "" "ümlaut\ttab"`,
      'Restart=on-failure', 'RestartSec=2', 'RestartForceExitStatus=75', 'SuccessExitStatus=75', 'RestartPreventExitStatus=64', 'KillMode=mixed', 'TimeoutStopSec=20', 'OOMPolicy=continue', '',
      '[Install]', 'WantedBy=graphical-session.target', ''
    ].join('\n'))
  })

  /** As systemd reads it: quotes and their escapes, then specifiers and variables. */
  const read = (line: string): readonly string[] => [...line.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s"]+/gs)].map(([all, quoted]) => {
    if (quoted === undefined) return all
    const text = quoted.replace(/\\(.)/gs, (_all, c: string) => { const is = ({ n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"' })[c]; if (is === undefined) throw new Error(`\\${c}`); return is })
    if (/(^|[^%])(%%)*%([^%]|$)/.test(text) || /(^|[^$])(\$\$)*\$([^$]|$)/.test(text)) throw new Error(`a specifier or a variable in ${text}`)
    return text.replaceAll('%%', '%').replaceAll('$$', '$')
  })
  it('starts the very words, whatever is in them', () => {
    fc.assert(fc.property(words, (these) => {
      const line = startedByUnit(userUnit({ words: these, env: {}, description: 'Garda', usageCode: 64 }))
      expect([line, read(line ?? '')]).toEqual([execStart(these), ['/bin/sh', '-c', 'exec "$0" "$@"', ...these]])
    }))
  })
  it('starts nothing where it is masked', () => { expect(startedByUnit('')).toBe(null) })
})

describe('a launch agent', () => {
  it('is kept alive unless it ended well', () => {
    const text = launchAgent({ words: ['/Applications/Garda & Co.app/Contents/MacOS/Garda', '--at-login', '<a>\r\n'], env: {}, label: 'org.garda.Garda' })
    expect(text.split('\n').slice(3)).toEqual([
      '<dict>', '  <key>Label</key>', '  <string>org.garda.Garda</string>', '  <key>ProgramArguments</key>', '  <array>', '    <string>/Applications/Garda &amp; Co.app/Contents/MacOS/Garda</string>', '    <string>--at-login</string>',
      '    <string>&lt;a&gt;&#13;', '</string>', '  </array>', '  <key>EnvironmentVariables</key>', '  <dict>', '    <key>GARDA_SUPERVISOR</key>', '    <string>launchd</string>', '  </dict>', '  <key>RunAtLoad</key>', '  <true/>',
      '  <key>KeepAlive</key>', '  <dict>', '    <key>SuccessfulExit</key>', '    <false/>', '  </dict>', '  <key>LimitLoadToSessionType</key>', '  <string>Aqua</string>', '  <key>ProcessType</key>', '  <string>Interactive</string>', '</dict>', '</plist>', ''
    ])
  })
  it('says the very words, and which it cannot', () => {
    fc.assert(fc.property(words, (these) => {
      if (unsayable({ words: these }) !== null) return
      const [, array = ''] = /<array>\n([^]*?)\n {2}<\/array>/.exec(launchAgent({ words: these, env: {}, label: 'x' })) ?? []
      const told = [...array.matchAll(/ {4}<string>([^<]*)<\/string>/g)].map(([, text = '']) => text.replace(/&#13;/g, '\r').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'))
      expect(told).toEqual(these)
    }))
    expect(unsayable({ words: ['a', 'b\u0007'] })).toBe('b\u0007')
  })
  it('is off when the system’s settings say so, in the words of old systems and new ones', () => {
    const printed = (value: string): string => `disabled services = {\n\t"com.apple.x" => disabled\n\t"org.garda.Garda" => ${value}\n}`
    expect(['disabled', 'true', 'enabled', 'false'].map((value) => isTurnedOff(printed(value), 'org.garda.Garda'))).toEqual([true, true, false, false])
  })
})

describe('a command line of Windows', () => {
  /** As the C run-time takes it apart. */
  const read = (line: string): readonly string[] => {
    const found: string[] = []
    let [text, quoted, inside] = ['', false, false]
    for (let i = 0; i < line.length; i++) {
      let slashes = 0
      while (line[i] === '\\') { slashes++; i++ }
      if (line[i] === '"') {
        text += '\\'.repeat(Math.floor(slashes / 2))
        inside = true
        if (slashes % 2) text += '"'; else quoted = !quoted
        continue
      }
      text += '\\'.repeat(slashes)
      if (slashes) inside = true
      if (i >= line.length) break
      if (/\s/.test(line[i]!) && !quoted) { if (inside) found.push(text); [text, inside] = ['', false]; continue }
      text += line[i]!
      inside = true
    }
    return inside ? [...found, text] : found
  }
  it('gives the program the very words', () => {
    fc.assert(fc.property(words, (these) => { expect(read(these.map(windowsArgument).join(' '))).toEqual(these) }))
    expect(['a', 'a b', '', 'a"b', 'a\\', 'a b\\', 'a\\"b'].map(windowsArgument)).toEqual(['a', '"a b"', '""', '"a\\"b"', 'a\\', '"a b\\\\"', '"a\\\\\\"b"'])
  })
  it('starts the supervisor with the program and all of its arguments as one', () => {
    const { path, args } = loginItem(['C:\\Program Files\\Garda\\Garda.exe', '--at-login', '--config', 'C:\\a b.yaml'], 'C:\\Program Files\\Garda\\resources\\supervise.ps1', 'C:\\Windows')
    expect([path, args.slice(0, -1), Buffer.from(args.at(-1) ?? '', 'base64').toString()]).toEqual([
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-WindowStyle', 'Hidden', '-File', '"C:\\Program Files\\Garda\\resources\\supervise.ps1"', '"C:\\Program Files\\Garda\\Garda.exe"'], '--at-login --config "C:\\a b.yaml"'
    ])
  })
})
