import type { KindManifest } from '@shared/config/fields'
import type { z } from 'zod'
import { sourceSchema, type SourceConfig } from '@shared/config/schema'

/** Kinds of source as main would tell them; `lantern` is made up and has a field of every type. */
export const prometheus: KindManifest = { kind: 'prometheus', address: 'url', fields: [{ key: 'signals', label: 'field.prometheus.signals', type: 'toggle', default: true }], abilities: ['metrics', 'alerts'], defaultIntervalMs: 15_000, defaultTimeoutMs: 10_000, builtIn: false }
export const alertmanager: KindManifest = { kind: 'alertmanager', address: 'urls', fields: [], abilities: ['alerts', 'silence'], defaultIntervalMs: 15_000, defaultTimeoutMs: 10_000, builtIn: false }
export const thisComputer: KindManifest = { kind: 'this-computer', address: 'none', fields: [], abilities: ['metrics'], defaultIntervalMs: 5_000, defaultTimeoutMs: 10_000, builtIn: true }
export const lantern: KindManifest = {
  kind: 'lantern', address: 'url', abilities: [], defaultIntervalMs: 60_000, defaultTimeoutMs: 10_000, builtIn: false,
  fields: [
    { key: 'wick', label: 'field.lantern.wick', type: 'text', default: 'short' },
    { key: 'oil', label: 'field.lantern.oil', type: 'number', default: 3, min: 1, max: 9 },
    { key: 'lit', label: 'field.lantern.lit', type: 'toggle', default: false },
    { key: 'glass', label: 'field.lantern.glass', type: 'choice', default: 'clear', choices: ['clear', 'red'] },
    { key: 'rooms', label: 'field.lantern.rooms', type: 'list', default: [] }
  ]
}
export const KINDS: readonly KindManifest[] = [prometheus, alertmanager, thisComputer, lantern]
export const aConfig = (over: Partial<z.input<typeof sourceSchema>> = {}): SourceConfig => sourceSchema.parse({ name: 'prometheus', kind: 'prometheus', url: 'http://prometheus.example:9090', ...over })
