// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Keycaps } from '../../../../src/renderer/ui'

afterEach(cleanup)

it('a cap for each stroke: a plus joins keys, and is one itself', () => {
  const caps = (keys: string): readonly (string | null)[] => [...render(<Keycaps keys={keys} />).container.querySelectorAll('kbd')].map((cap) => cap.textContent)
  expect([caps('G O'), caps('Ctrl+K'), caps('+'), caps('Shift++'), caps('-')]).toEqual([['G', 'O'], ['Ctrl K'], ['+'], ['Shift +'], ['-']])
})
