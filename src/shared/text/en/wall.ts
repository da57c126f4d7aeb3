/** Words of the walls: boards read from three metres. ICU messages; keys begin with `wall.`. */
export const wall = {
  'wall.title': 'Wall: {what}', 'wall.unknown': 'No wall is named {name}', 'wall.unknown.more': 'It was renamed or taken away. Settings name the walls that there are.', 'wall.unreadable': 'Garda knows no board {board}', 'wall.unreadable.more': 'A board is now, services, alerts, service:environment/name or dashboard:id.',
  'wall.quiet': 'All quiet', 'wall.unsure': 'Nothing firing that we can see', 'wall.blind': 'Cannot see', 'wall.stopped': 'Garda stands still', 'wall.nothing': 'Nothing is watched', 'wall.nothing.environment': 'No environment {name} is known',
  'wall.within': '{ok} of {total}', 'wall.within.more': '{total, plural, one {service} other {services}} within objectives',
  'wall.for': 'for', 'wall.root': 'root', 'wall.on': 'on', 'wall.since': 'since', 'wall.stale': 'not seen since',
  'wall.stopped.more': 'and nothing here is known now',
  'wall.blind.one': '{name} does not answer,', 'wall.blind.all': 'none of {count} sources answers,', 'wall.blind.since': 'last word', 'wall.blind.never': 'and never has',
  'wall.blind.age': 'without an answer', 'wall.stopped.age': 'without a sign of life', 'wall.blind.then': 'What was true at {time} may not be true now.', 'wall.blind.reason': '{name}: {reason}',
  'wall.nothing.more': 'What is not watched is not known.', 'wall.unsure.more': '{more, plural, =0 {is unknown} one {and # other are unknown} other {and # others are unknown}}', 'wall.unsure.none': 'no service is known here',
  'wall.held': 'Has it', 'wall.held.part': 'Has a part of it', 'wall.held.nobody': 'Nobody', 'wall.paged': 'Paged, nobody has it yet', 'wall.paged.next': '{name} at {time}',
  'wall.next': 'Next on call, {time}', 'wall.onCall': 'On call', 'wall.onCall.until': 'On call until {time}', 'wall.onCall.nobody': 'Nobody', 'wall.onCall.from': '{name} from {time}', 'wall.then': 'then {name}',
  'wall.also': 'Also firing', 'wall.also.none': 'nothing else',
  'wall.page': 'Last page', 'wall.page.none': 'none', 'wall.ago': '{age} ago', 'wall.change': 'Last change', 'wall.change.value': '{service}, {time}',
  'wall.data': 'Data, {fresh} of {total, plural, one {# source} other {# sources}}', 'wall.data.old': '{age} old', 'wall.data.none': 'none', 'wall.data.source': '{name} {age}', 'wall.data.never': '{name} silent', 'wall.data.more': '{name} {age} and {count} more',
  'wall.beat': 'Garda is alive', 'wall.beat.none': 'Garda does not answer',
  'wall.services': 'Services', 'wall.services.more': '+{count} more', 'wall.services.none': 'No service is known here.',
  'wall.alerts': 'Alerts', 'wall.alerts.more': '{count, plural, one {and # more} other {and # more}}', 'wall.alerts.held': '{who} has it', 'wall.alerts.none': 'Nothing is firing.', 'wall.alerts.blind': 'Nothing that we can see.',
  'wall.graph.none': 'No graph.', 'wall.graph.asking': 'Asking {source} for the graph', 'wall.graph.again': 'not read anew: {reason}', 'wall.graph.change': '{what}, {time}', 'wall.graph.caption': '{service}, {what}', 'wall.graph.today': '{service}, {what}, today', 'wall.graph.past': '{service}, {what}, today against {day}', 'wall.graph.last': 'last {day}',
  'wall.gone.service': 'Garda knows no service {name} now', 'wall.gone.dashboard': 'There is no dashboard {name} any more', 'wall.gone.more': 'This board is left out of the turns until it is back.',
  'wall.service.none': 'No graphs are known of {name}.', 'wall.service.asking': 'Asking which graphs there are',
  'wall.turn': '{n} of {count}', 'wall.page.calls': 'Shown because of a page'
} as const
