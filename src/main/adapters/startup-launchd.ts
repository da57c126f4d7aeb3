import { SUPERVISOR_VARIABLE } from '@shared/domain/startup'
import type { Launch } from '../ports/startup'

/** XML 1.0 knows no other control characters. */
// eslint-disable-next-line no-control-regex -- these are the ones
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

const text = (value: string): string => `<string>${value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;')}</string>`

export interface AgentParts extends Launch { readonly label: string }

/** Why a launch agent cannot say it; null: it can. */
export const unsayable = ({ words }: Pick<Launch, 'words'>): string | null => words.find((word) => UNWRITABLE.test(word)) ?? null

/** The launch agent (launchd.plist(5)): started at login in the graphical session, and again unless it ended with 0. */
export const launchAgent = ({ words, env, label }: AgentParts): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  ${text(label)}
  <key>ProgramArguments</key>
  <array>
${words.map((word) => `    ${text(word)}`).join('\n')}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
${Object.entries({ ...env, [SUPERVISOR_VARIABLE]: 'launchd' }).map(([key, value]) => `    <key>${key}</key>\n    ${text(value)}`).join('\n')}
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>LimitLoadToSessionType</key>
  <string>Aqua</string>
  <key>ProcessType</key>
  <string>Interactive</string>
</dict>
</plist>
`

/** Whether `launchctl print-disabled` says that somebody has turned it off; newer systems write words, older ones truth values. */
export const isTurnedOff = (printed: string, label: string): boolean =>
  printed.split('\n').some((line) => { const [, name, value] = /^\s*"([^"]+)"\s*=>\s*(\w+)/.exec(line) ?? []; return name === label && (value === 'disabled' || value === 'true') })
