import type { KindManifest } from '@shared/config/fields'

/** Kinds of source for tests: one of each sort of address, and one field of each type. */
export const KINDS: readonly KindManifest[] = [
  {
    kind: 'prometheus', address: 'url', abilities: ['metrics', 'alerts'], defaultIntervalMs: 15_000, defaultTimeoutMs: 10_000, builtIn: false,
    fields: [
      { key: 'rules', label: 'field.prometheus.rules', type: 'toggle', default: true },
      { key: 'step', label: 'field.prometheus.step', type: 'number', default: 15, min: 1, max: 600 },
      { key: 'jobs', label: 'field.prometheus.jobs', type: 'list', default: [] }
    ]
  },
  { kind: 'alertmanager', address: 'urls', abilities: ['alerts'], defaultIntervalMs: 10_000, defaultTimeoutMs: 10_000, builtIn: false, fields: [{ key: 'receiver', label: 'field.alertmanager.receiver', type: 'text', default: '', required: true }] },
  { kind: 'this-computer', address: 'none', abilities: ['metrics'], defaultIntervalMs: 5_000, defaultTimeoutMs: 5_000, builtIn: true, fields: [{ key: 'detail', label: 'field.this-computer.detail', type: 'choice', default: 'normal', choices: ['normal', 'full'] }] }
]
