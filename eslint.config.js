import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

const code = '**/*.{ts,tsx,mjs,js,cjs}'

/** A rule may be switched off in a place where it is wrong, and the place says why: `// eslint-disable-next-line rule -- why`. */
const reasons = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    Program: () => {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/ -- \S/.test(comment.value)) context.report({ loc: comment.loc, message: 'Say why: `-- reason`.' })
      }
    }
  })
}

const forbid = (selector, message) => ({ selector, message })

/** Law 5: time is passed in; nothing here reads a clock, a file or the environment. */
const clocks = [
  forbid("NewExpression[callee.name='Date'][arguments.length=0]", 'Time is passed in.'),
  forbid("CallExpression[callee.name='Date']", 'Time is passed in.'),
  forbid("MemberExpression[object.name='Date'][property.name='now']", 'Time is passed in.'),
  forbid("MemberExpression[object.name='Math'][property.name='random']", 'Randomness is passed in.')
]
const world = ['process', 'performance', 'fetch', 'crypto', 'Buffer', 'console', 'require', 'window', 'document', 'navigator', 'localStorage',
  'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'queueMicrotask', 'requestAnimationFrame', 'WebSocket', 'XMLHttpRequest']
  .map((name) => ({ name, message: 'This room only computes: take it as an argument or from a port.' }))

/** Types know them, the oldest runtime (Node 18.15, Chrome 114) does not. */
const tooNew = [
  { object: 'AbortSignal', property: 'any' }, { object: 'URL', property: 'canParse' }, { object: 'URL', property: 'parse' },
  { object: 'Object', property: 'groupBy' }, { object: 'Map', property: 'groupBy' }, { object: 'Promise', property: 'withResolvers' },
  { object: 'Promise', property: 'try' }, { object: 'Array', property: 'fromAsync' }
].map((each) => ({ ...each, message: 'The oldest runtime lacks it (Node 18.15, Chrome 114).' }))

/** Every word a person reads comes from the catalogue, every colour from a token. */
const written = [
  forbid('JSXText[value=/[A-Za-z]{2,}/]', 'Words come from the catalogue: t(…).'),
  forbid('JSXAttribute[name.name=/^(aria-label|title|placeholder|alt|label|description)$/] > Literal[value=/[A-Za-z]{2,}/]', 'Words come from the catalogue: t(…).'),
  forbid('Literal[value=/^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/]', 'Colours are semantic tokens of the theme.')
]

const raw = (names, message) => ({ name: 'electron', importNames: names, message })

export default ts.config(
  { ignores: ['out/**', '.cache/**', 'node_modules/**', 'test-results/**', 'scripts/lib/default-app.cjs'] },
  {
    files: [code],
    plugins: { house: { rules: { reasons } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'house/reasons': 'error',
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'error',
      'no-empty': 'error', // an error is never swallowed silently
      'no-fallthrough': 'error',
      'no-unreachable': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 400 }],
      'max-len': ['error', { code: 200, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      'semi': ['error', 'never'],
      'quotes': ['error', 'single', { avoidEscape: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-restricted-properties': ['error', ...tooNew]
    }
  },
  {
    files: ['**/*.{ts,tsx}', 'scripts/**/*.mjs'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true, allowThrowingAny: true }], // the reason of an AbortSignal
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }], // by code points, which is what is wanted
      '@typescript-eslint/no-non-null-assertion': 'off', // indexed access inside known bounds
      '@typescript-eslint/require-await': 'off', // an honest fake of an asynchronous port awaits nothing
      '@typescript-eslint/no-invalid-void-type': 'off', // T | void says "may answer nothing" in callbacks
      '@typescript-eslint/no-unnecessary-type-parameters': 'off'
    }
  },
  { // a JSDoc cast is invisible to these; the type check sees it
    files: ['scripts/**/*.mjs'],
    rules: Object.fromEntries(['assignment', 'member-access', 'call', 'argument', 'return'].map((what) => [`@typescript-eslint/no-unsafe-${what}`, 'off']))
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: [raw(['ipcMain', 'ipcRenderer'], 'Raw channels appear in one file per side: src/main/ipc/serve.ts and src/preload/index.ts.')] }]
    }
  },
  { files: ['src/main/ipc/serve.ts'], rules: { 'no-restricted-imports': ['error', { paths: [raw(['ipcRenderer'], 'That is the other side.')] }] } },
  { files: ['src/preload/index.ts'], rules: { 'no-restricted-imports': ['error', { paths: [raw(['ipcMain'], 'That is the other side.')] }] } },
  { files: ['src/main/headless.ts', 'src/main/adapters/*log*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/shared/**/*.ts', 'src/main/{core,sources,ports,terminal}/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...world], 'no-restricted-syntax': ['error', ...clocks] }
  },
  {
    files: ['src/main/**/*.ts', 'src/preload/**/*.ts'],
    ignores: ['src/main/{core,sources,ports,terminal}/**'],
    rules: { 'no-restricted-globals': ['error', ...['crypto', 'WebSocket', 'CustomEvent', 'File', 'navigator'].map((name) => ({ name, message: 'Node 18.15 has no such global.' }))] }
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    extends: [a11y.flatConfigs.strict],
    rules: {
      // what scrolls must scroll by the keyboard, and a moment must be reachable without a mouse
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: ['time'], roles: ['tabpanel', 'region'] }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': ['error', ...written, forbid("MemberExpression[object.name='window'][property.name='garda']", 'Only bridge.ts reads the exposed API.')]
    }
  },
  { files: ['src/renderer/bridge.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/renderer/theme/**'], rules: { 'no-restricted-syntax': ['error', written[0], written[1]] } },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any() and friends
      'no-restricted-syntax': ['error', forbid('MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|skip|todo)$/]', 'A test runs, or it is not there.')]
    }
  },
  { files: ['test/e2e/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } }
)
