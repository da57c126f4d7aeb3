import { expect, test } from 'vitest'
import { rootLine } from '../../../scripts/lib/as-root.mjs'
import { sandboxRefusal } from '../../../scripts/lib/sandbox.mjs'

const sudo = (commands: readonly string[]): string => rootLine(commands, 'sudo')

test('where the sandbox cannot start, the line that mends it is there to copy', () => {
  expect(sandboxRefusal('/home/ann/my garda/chrome-sandbox', sudo)).toBe(`Electron's sandbox cannot start: this system lets ordinary users have no namespaces of their own. Type this once, then start again:

  sudo chown root:root '/home/ann/my garda/chrome-sandbox' && sudo chmod 4755 '/home/ann/my garda/chrome-sandbox'

Where you cannot be root, without the sandbox, at your own risk: ELECTRON_NO_SANDBOX=1 npm start`)
})

test('a runtime without the helper can only go without', () => {
  expect(sandboxRefusal(null, sudo)).toBe('Electron\'s sandbox cannot start: this system lets ordinary users have no namespaces of their own. Without the sandbox, at your own risk: ELECTRON_NO_SANDBOX=1 npm start')
})
