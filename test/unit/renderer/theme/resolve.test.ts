import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolveTheme } from '../../../../src/renderer/theme/resolve'

const sheet = (name: string): string => readFileSync(resolve(import.meta.dirname, '../../../../src/renderer/theme', name), 'utf8')
/** Names of the tokens a theme's block sets. */
const tokensOf = (css: string, selector: string): readonly string[] => {
  const from = css.indexOf(`${selector} {`)
  return [...css.slice(from, css.indexOf('\n}', from)).matchAll(/(--g-[\w-]+):/g)].map((m) => m[1]!).sort()
}

describe('the theme', () => {
  it('follows the desktop only when asked to', () => {
    expect([resolveTheme('system', true), resolveTheme('system', false), resolveTheme('dark', true), resolveTheme('light', false)]).toEqual(['light', 'dark', 'dark', 'light'])
  })
  it('sets every token in every theme', () => {
    const css = sheet('tokens.css')
    const dark = tokensOf(css, ':root, [data-theme="dark"]')
    expect(dark.length).toBeGreaterThan(60)
    expect([tokensOf(css, '\n[data-theme="light"]'), tokensOf(css, '\n[data-theme="night"]')]).toEqual([dark, dark])
  })
  it('names no colour outside the tokens', () => {
    const colour = /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i
    for (const name of ['base.css', 'mantine.css']) expect(sheet(name).split('\n').filter((line) => colour.test(line))).toEqual([])
  })
})
