import { NOW } from './now'
import type { SourceAges, SourceSnapshot, SourceStatus } from '@shared/domain/source'

/** A source that was read whole: nothing fires, nothing is known. */
export const aSnapshot = (over: Partial<SourceSnapshot> = {}): SourceSnapshot => ({
  product: { name: 'Prometheus', version: '2.53.0' }, serverTime: null, alerts: [], silences: null, services: [], changes: null, onCall: null, externalLabels: null,
  offers: [], warnings: [], counts: {}, ...over
})

/** A source that answers. */
export const aSource = (over: Partial<SourceStatus> = {}): SourceStatus => ({
  id: 'prometheus', name: over.id ?? 'prometheus', kind: 'prometheus', abilities: ['metrics', 'rules', 'alerts', 'services'], address: 'prometheus.example:9090', intervalMs: 15_000,
  health: 'ok', failure: null, failures: 0, failingSince: null, unreadSince: null, warnings: [], product: { name: 'Prometheus', version: '2.53.0' }, counts: {}, offers: [], readOnly: false, clockSkewMs: 0, certificate: null, watchdog: null, ...over
})

/** Read whole 5 s ago, asked again in 10 s. */
export const someAges = (over: Partial<SourceAges> = {}): SourceAges => ({
  attemptAt: NOW - 5_000, successAt: NOW - 5_000, alertsAt: NOW - 5_000, servicesAt: NOW - 5_000, freshUntil: NOW + 25_000, nextAt: NOW + 10_000, ...over
})
