import { anAlert, aService, aSource, aState } from '../test/builders'
import { labelsOf } from '@shared/domain/labels'
import type { AppState } from '@shared/state/app-state'
import { createFakeBridge } from '../test/fakes/fake-bridge'
import { calmState, nightGraph, nightState } from '../test/unit/renderer/overview/night'

// What the window sees instead of preload while its screens are worked on: `?scene=night|calm|many|blind|empty|demo`.

/** The look was drawn at 02:47:12 of a November night. */
const NOW = new Date(2025, 10, 13, 2, 47, 12).getTime()
const scene = new URLSearchParams(window.location.search).get('scene') ?? 'night'

const many = (): AppState => {
  const night = nightState(NOW)
  const alerts = Array.from({ length: 2_000 }, (_, i) => {
    const service = `service-${i % 250}`
    return anAlert({ id: `many-${i}`, sources: ['prom-eu-1'], name: 'InstanceDown', labels: labelsOf([['alertname', 'InstanceDown'], ['service', service], ['instance', `10.0.0.${i}`]]), service, severity: i % 7 === 0 ? 'critical' : 'warning', startsAt: NOW - i * 1_000 })
  })
  const services = Array.from({ length: 250 }, (_, i) => aService({ name: `service-${i}`, health: i < 200 ? 'critical' : 'ok', seenBy: [{ source: 'prom-eu-1', lastSampleAt: null, fresh: true }], alerts: alerts.filter((a) => a.service === `service-${i}`).map((a) => a.id) }))
  const signals = services.map((s) => [s.key, { key: s.key, source: 'prom-eu-1', readings: night.signals['production/search']!.readings }] as const)
  return aState({ meta: night.meta, sources: Object.values(night.sources), ages: night.ages, alerts, services, tables: { signals: Object.fromEntries(signals), environments: night.environments } })
}

const nightScene = (): AppState => nightState(NOW)

const scenes: Readonly<Record<string, () => AppState>> = {
  night: nightScene,
  calm: () => calmState(NOW),
  many,
  blind: () => {
    const calm = calmState(NOW)
    return { ...calm, ages: Object.fromEntries(Object.entries(calm.ages).map(([id, a]) => [id, { ...a, successAt: NOW - 300_000, servicesAt: NOW - 300_000, freshUntil: NOW - 200_000 }])) }
  },
  empty: () => aState({ sources: [aSource({ id: 'this-computer', name: 'This computer', kind: 'this-computer' })], tables: { environments: {} } }),
  demo: () => { const night = nightState(NOW); return { ...night, meta: { ...night.meta, mode: 'demo' } } }
}

const first = (scenes[scene] ?? nightScene)()
const fake = createFakeBridge(first, NOW, { alertSeries: () => nightGraph(NOW), config: { appearance: { theme: 'dark', time: 'local', railCollapsed: false, pinned: ['production/article-service', 'production/postgres-primary', 'production/cdn-edge'] } } })
const started = Date.now()
let state = first
/** What a poll without news brings: the ages of every source, and nothing else. */
const pollOnce = (): void => {
  const at = NOW + Date.now() - started
  state = { ...state, ages: Object.fromEntries(Object.entries(state.ages).map(([id, a]) => [id, { ...a, attemptAt: at, successAt: at, alertsAt: at, servicesAt: at, freshUntil: at + 30_000 }])) }
  fake.next(state, at)
}
Object.assign(window, { garda: fake.bridge, fake, pollOnce })
if (scene !== 'silent') window.setInterval(() => fake.beat(NOW + Date.now() - started), 1_000)
