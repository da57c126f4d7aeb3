/** Words of objectives and their error budgets. ICU messages; keys begin with `objective.`. */
export const objective = {
  'objective.config.target': 'must be a percentage from 50 to 99.9999, such as 99.9',
  'objective.config.window': 'must hold $window, as in sum(rate(http_requests_total[$window]))',
  'objective.config.rate': 'must count per second: use rate(…[$window]), not increase(…)',
  'objective.title': 'Error budget, {target} over {window}', 'objective.days': '{n, plural, one {# day} other {# days}}',
  'objective.left': 'left', 'objective.over': '{times}× of it spent',
  'objective.unknown': 'unknown', 'objective.unknown.traffic': 'no requests were counted', 'objective.unknown.failed': 'its errors could not be counted',
  'objective.gone': 'gone in {time} at this rate', 'objective.before': '{left} before {time}',
  'objective.span': 'over the last {span}, which is all there is',
  'objective.burn': 'burn', 'objective.fast.critical': 'It burns fast enough to page somebody.', 'objective.fast.warning': 'It burns fast enough to be looked at by day.', 'objective.burn.now': 'now',
  'objective.burn.all': 'Burn over {window}: {rate}', 'objective.burn.meaning': 'At 1× the whole budget lasts for exactly its window.', 'objective.burn.unknown': 'unknown',
  'objective.asking': 'Counting',
  'objective.bar': 'Error budget: {left} left', 'objective.bar.unknown': 'Error budget: unknown',
  'objective.partial': 'Not whole: {detail}', 'objective.errors.none': 'No series of errors was found, so none counts as failed.',
  'objective.none': 'None of its sources counts its requests and errors. The objective can name them: errors and total.',
  'objective.undeclared': 'No objective is declared for this service.',
  'objective.column': 'Budget %',
  'service.in': 'in',
  'below.title': 'What it depends on', 'below.note': 'the last hour, worst first', 'below.unseen': 'not watched', 'below.more': '{count, plural, one {# more} other {# more}}'
} as const
