/** One argument as CommandLineToArgvW and the C run-time read it: backslashes count only before a quotation mark. */
export const windowsArgument = (word: string): string => (word !== '' && !/[\s"]/.test(word) ? word : `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`)

export interface LoginItem { readonly path: string; readonly args: readonly string[] }

/** What the Run key starts: PowerShell with the supervisor, which is given the program and, whole, its arguments: so nothing between reads them. */
export const loginItem = ([program = '', ...rest]: readonly string[], script: string, systemRoot: string): LoginItem => ({
  path: `${systemRoot}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
  args: ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-WindowStyle', 'Hidden', '-File', windowsArgument(script), windowsArgument(program), Buffer.from(rest.map(windowsArgument).join(' '), 'utf8').toString('base64')]
})
