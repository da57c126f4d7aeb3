import { describe, expect, it } from 'vitest'
import { readAddress } from '../../../../src/renderer/state/address'
import { createView } from '../../../../src/renderer/state/view'
import { aState, NOW } from '../../../builders'
import { createFakeBridge } from '../../../fakes/fake-bridge'

const settled = async (): Promise<void> => { for (let i = 0; i < 10; i++) await Promise.resolve() }
const at = (view: 'overview' | 'alerts' | 'service', item: string | null = null) => ({ view, item })

describe('where the window is', () => {
  it('goes back and forward; going anew forgets what lay ahead', () => {
    const view = createView(createFakeBridge(aState(), NOW).bridge)
    view.go(at('alerts'))
    view.go(at('alerts'))
    view.go(at('service', 'production/a'))
    view.back()
    expect(view.get()).toMatchObject({ place: at('alerts'), back: [at('overview')], forward: [at('service', 'production/a')] })
    view.forward()
    expect(view.get().place).toEqual(at('service', 'production/a'))
    view.back()
    view.go(at('overview'))
    expect(view.get()).toMatchObject({ place: at('overview'), back: [at('overview'), at('alerts')], forward: [] })
    view.back(); view.back(); view.back()
    expect(view.get().place).toEqual(at('overview'))
  })
  it('reads the address main opens it with', () => {
    expect(readAddress('#service/production%2Farticle?theme=light')).toEqual({ place: at('service', 'production/article'), theme: 'light' })
    expect(readAddress('#alerts')).toEqual({ place: at('alerts'), theme: null })
    expect(readAddress('#?theme=dark')).toEqual({ place: null, theme: 'dark' })
    expect(readAddress('#nonsense/%E0%A4%A?theme=pink')).toEqual({ place: null, theme: null })
    expect(readAddress('')).toEqual({ place: null, theme: null })
  })
})

describe('how it looks', () => {
  const look = { theme: 'light', time: 'utc', railCollapsed: true, pinned: ['production/a'] } as const
  it('is read from the settings', async () => {
    const view = createView(createFakeBridge(aState(), NOW, { config: { appearance: { ...look, pinned: [...look.pinned] }, welcomed: false } }).bridge)
    await view.load()
    expect([view.get().appearance, view.get().welcomed]).toEqual([look, false])
  })
  it('counts a window opened at a place as welcomed', async () => {
    const view = createView(createFakeBridge(aState(), NOW, { config: { welcomed: false } }).bridge, at('alerts'))
    await view.load()
    expect(view.get().welcomed).toBe(true)
  })
  it('changes at once, is kept whole, and is not undone by settings that arrive late', async () => {
    const fake = createFakeBridge(aState(), NOW)
    const view = createView(fake.bridge)
    const loading = view.load()
    view.setAppearance({ theme: 'light' })
    await loading
    expect(view.get().appearance.theme).toBe('light')
    expect(fake.calls.filter((c) => c.command === 'saveSettings').map((c) => c.args)).toEqual([[{ appearance: { theme: 'light', time: 'local', railCollapsed: false, pinned: [] } }]])
  })
  it('says why it could not be kept', async () => {
    const view = createView(createFakeBridge(aState(), NOW, { answer: { saveSettings: async () => ({ ok: false, reason: 'disk full' }) } }).bridge)
    view.setAppearance({ theme: 'light' })
    await settled()
    expect(view.get().unsaved).toBe('disk full')
  })
})
