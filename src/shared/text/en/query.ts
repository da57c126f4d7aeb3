/** What is said of answers to free questions. */
export const query = {
  'query.unknownSource': 'there is no source of this name any more',
  'query.unable': 'this source cannot be asked freely',
  'query.noLabel': 'no label is named'
} as const
