import { EXIT_USAGE, helpText, parseArgs, versionText } from '../cli/options'

/** The terminal's face: the same engine without a window. */
export const startTerminal = async (argv: readonly string[]): Promise<void> => {
  const parsed = parseArgs(['--headless', ...argv], process.env)
  if (!parsed.ok) { process.stderr.write(`${parsed.message}\n`); process.exitCode = EXIT_USAGE; return }
  process.stdout.write(parsed.options.action === 'help' ? helpText('0') : versionText('0'))
  await Promise.resolve()
}
