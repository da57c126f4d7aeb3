/** Kinds of source, their fields and panels: `kind.<kind>`, `kind.<kind>.help`, `field.<kind>.<key>`, `field.<kind>.<key>.help`, `panel.<id>`. */
export const kinds = {
  'kind.prometheus': 'Prometheus',
  'kind.prometheus.help': 'Metrics, alert rules and the services it scrapes',
  'kind.alertmanager': 'Alertmanager',
  'kind.alertmanager.help': 'Firing alerts and silences; several addresses are one cluster',
  'kind.this-computer': 'This computer',
  'kind.this-computer.help': 'Processor, memory, disks and network of the computer Garda runs on',
  'kind.demo': 'Demo newsroom',
  'kind.demo.help': 'Made-up services and one bad night; clearly labelled, pages nobody'
} as const
