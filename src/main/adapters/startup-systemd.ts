import { EXIT_ANEW, SUPERVISOR_VARIABLE } from '@shared/domain/startup'
import type { Launch } from '../ports/startup'

/** One word of a unit's setting (systemd.syntax(7), "Quoting"); `%` begins a specifier. */
const quoted = (text: string): string => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r').replace(/%/g, '%%')}"`

/** One of `ExecStart` (systemd.service(5), "Command lines"), where `$` begins a variable. */
const argument = (word: string): string => quoted(word).replace(/\$/g, '$$$$')

/** Of the program's own path systemd leaves a doubled `$` as it is, so a shell starts it. */
export const execStart = (words: readonly string[]): string => ['/bin/sh', ...['-c', 'exec "$0" "$@"', ...words].map(argument)].join(' ')

export interface UnitParts extends Launch { readonly description: string; readonly usageCode: number }

/**
 * The user unit. It belongs to the graphical session; where a desktop has none, the autostart entry starts it. What is ended by the kernel for want of
 * memory may be a page of Garda's, which Garda loads again itself.
 */
export const userUnit = ({ words, env, description, usageCode }: UnitParts): string => [
  '[Unit]', `Description=${description}`, 'PartOf=graphical-session.target', 'After=graphical-session.target', 'StartLimitIntervalSec=300', 'StartLimitBurst=5', '',
  '[Service]', 'Type=simple', ...Object.entries({ ...env, [SUPERVISOR_VARIABLE]: 'systemd' }).map(([key, value]) => `Environment=${quoted(`${key}=${value}`)}`), `ExecStart=${execStart(words)}`,
  'Restart=on-failure', 'RestartSec=2', `RestartForceExitStatus=${EXIT_ANEW}`, `SuccessExitStatus=${EXIT_ANEW}`, `RestartPreventExitStatus=${usageCode}`, 'KillMode=mixed', 'TimeoutStopSec=20', 'OOMPolicy=continue', '',
  '[Install]', 'WantedBy=graphical-session.target', ''
].join('\n')

/** What a unit starts, as `execStart` writes it; null: nothing. */
export const startedByUnit = (text: string): string | null => /(?:^|\n)ExecStart=([^\n]+)/.exec(text)?.[1] ?? null
