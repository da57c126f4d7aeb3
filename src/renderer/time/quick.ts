/** Ranges to choose from, as one would type them. */
export const QUICK = [
  { key: '30m', from: 'now-30min', to: 'now' }, { key: '3h', from: 'now-3h', to: 'now' }, { key: '12h', from: 'now-12h', to: 'now' }, { key: '2d', from: 'now-2d', to: 'now' }, { key: '30d', from: 'now-30d', to: 'now' },
  { key: 'today', from: 'today', to: 'now' }, { key: 'yesterday', from: 'yesterday', to: 'yesterday' }, { key: 'monday', from: 'monday', to: 'now' }
] as const
