/** Words of an alert's graph, drawn large. ICU messages; keys begin with `alertGraph.`. */
export const alertGraph = {
  'alertGraph.key': 'The alert’s graph, then its service at that time', 'alertGraph.key.service': 'Its service at that time', 'alertGraph.key.back': 'Back to the alert',
  'alertGraph.hint': 'graph', 'alertGraph.open': 'Graph', 'alertGraph.service': 'Service at that time', 'alertGraph.back': 'Back', 'alertGraph.none': 'Garda knows no service of this alert.',
  'alertGraph.link': 'Drawn from the expression in the alert’s own link.',
  'alertGraph.panel': 'Drawn instead: the graph of {service} that speaks of the same.',
  'alertGraph.nothing': 'No graph of its service speaks of the same either.',
  'alertGraph.before': 'Firing since {time}, {length} before this graph begins.', 'alertGraph.before.over': 'Fired from {time}, {length} before this graph begins.',
  'alertGraph.before.pending': 'Pending since {time}, {length} before this graph begins.',
  'alertGraph.stale': '{source} has not answered lately: this is what it said last.'
} as const
