/** Words of the alerts screens. ICU messages; keys begin with `alerts.`. */
export const alerts = {
  'alerts.title': 'Alerts'
} as const
