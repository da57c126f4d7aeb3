import type { Field } from '@shared/config/fields'

export const fields: readonly Field[] = [{ key: 'signals', label: 'field.prometheus.signals', type: 'toggle', default: true }]
