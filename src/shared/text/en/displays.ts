/** Displays, the walls on them, and the plain page of a wall. ICU messages. */
export const displays = {
  'display.builtin': 'Built-in display', 'display.unnamed': 'Display {size}',
  'display.among': '{name}, {place}', 'display.left': 'left', 'display.right': 'right', 'display.upper': 'upper', 'display.lower': 'lower', 'display.nth': '{n} of {count}',
  'display.line': '{name}  {size}  scale {scale}  at {x},{y}{main, select, yes {  main} other {}}',
  'display.none': 'No display is connected.',
  'display.unknown': 'no display is named "{name}"; there {count, plural, =0 {is none} one {is} other {are}}{names}',
  'wall.unlisted': 'no wall is named "{name}"{names, select, none {; none is configured} other {; there are {names}}}',
  'wall.unknown-dashboard': 'no dashboard has the id "{id}"{ids, select, none {; none is imported} other {; there are {ids}}}',
  'wall.unanswered': 'the Garda that runs did not say whether it opens this wall',
  'wall.unknown-display': 'No display is named “{name}”.', 'wall.unnamed': 'No wall is named “{name}”.', 'wall.read-only': '“{name}” is given by the team’s file.', 'wall.name-taken': 'Another wall is named “{name}”.',
  'wall.offer.open': 'Open wall: {name}', 'wall.offer.close': '{count, plural, one {Close the wall} other {Close # walls}}', 'wall.offer.first': 'Open a wall on {display}',
  'wall.no-windows': 'This face has no windows.',
  'plain.note': 'Plain view of all environments: the wall’s own page failed. It is tried again every 5 minutes.', 'plain.waiting': 'Garda has not said anything yet.', 'plain.data': 'Data age', 'plain.none': 'none yet',
  'plain.cannot-see': 'Cannot see', 'plain.sources': '{count, plural, =0 {Nothing is watched.} other {{answered} of {count, plural, one {# source} other {# sources}} answered.}}',
  'plain.stalled': 'Cannot see', 'plain.stalled.body': 'Garda stands still: nothing was heard for {age}. What stands here may be wrong.', 'plain.demo': 'demo',
  'plain.asks': 'Asks for somebody: {title}{more, plural, =0 {} one {, and # more page} other {, and # more pages}}',
  'plain.critical': 'Critical', 'plain.warning': 'Warning', 'plain.info': 'Info', 'plain.unknown': 'Unknown'
} as const
