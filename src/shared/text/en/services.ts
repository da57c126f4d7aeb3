/** Words of the services screens. ICU messages; keys begin with `services.`. */
export const services = {
  'services.title': 'Services'
} as const
