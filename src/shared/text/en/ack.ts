/** Words of acknowledging. ICU messages; keys begin with `ack.`. */
export const ack = {
  'ack.comment': 'Taken in Garda',
  'ack.seen': '{count, plural, one {Yours, and {sources} tells everybody until it is resolved.} other {# alerts are yours, and {sources} tells everybody until they are resolved.}}',
  'ack.local': '{count, plural, one {Known at this desk only: no source of it takes acknowledgements.} other {# of them are known to be yours at this desk only: no source of theirs takes acknowledgements.}}',
  'ack.demo': 'Yours, at this desk only: this is the demo.',
  'ack.wide': '{count} of them are known to be yours at this desk only: they are too many to silence one by one, and one silence for all of them would hide others.',
  'ack.refused': 'Known at this desk only. {reason}',
  'ack.again': 'Yours at this desk; {source} does not tell it yet and is asked again. {reason}',
  'ack.unconfirmed': 'Yours at this desk; whether {source} tells it is not confirmed, and is looked up before it is asked again.',
  'ack.theirs': '{who} has it, by {source}. Only they can give it back.',
  'ack.taken': '{who} has it already.',
  'ack.nothing': 'Nothing of this fires any more; there is nothing to take.',
  'ack.free': 'Nobody has it; there is nothing to give back.',
  'ack.released': 'Given back. Nobody has it now.',
  'ack.released.later': 'Given back here. {source} has not ended its silence yet; it is asked again, and the silence ends by itself at the latest 15 min after it was last extended.',
  'ack.do': 'Acknowledge', 'ack.do.count': '{count, plural, one {Acknowledge} other {Acknowledge #}}', 'ack.do.in': 'Acknowledge in {environment}', 'ack.back': 'Give back', 'ack.who': '{who} has it',
  'ack.keys': 'Acknowledge', 'ack.keys.group': 'Acknowledge the group', 'ack.hint': 'acknowledge',
  'ack.title': '{count, plural, one {Acknowledge this alert in {environment}} other {Acknowledge # alerts in {environment}}}',
  'ack.writes': 'This writes to {sources} in {environment}: {count, plural, one {a short silence} other {short silences}} in your name, kept until resolved. Notifications of {count, plural, one {it} other {them}} stop for everybody, and everybody sees who has {count, plural, one {it} other {them}}.',
  'ack.writes.not': 'Nothing is written: no source of {count, plural, one {it} other {them}} takes acknowledgements. Only this desk knows that you have {count, plural, one {it} other {them}}.',
  'ack.writes.demo': 'Nothing is written: this is the demo.',
  'ack.label': 'Comment for colleagues', 'ack.placeholder': 'What you are doing, if you know', 'ack.sending': 'Writing', 'ack.failed': 'It could not be acknowledged.', 'ack.failed.back': 'It could not be given back.'
} as const
