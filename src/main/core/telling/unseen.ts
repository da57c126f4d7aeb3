import { globalReason } from '../blind'
import { unseenWords } from '../notify-words'
import { openPage } from '../pager/open'
import { momentOf, policyFor } from '../pager/routes'
import { unseenOf, type Unseen } from '../pager/unseen'
import { say, type Draft } from './draft'
import { tellingOf } from './onto-pages'

/** Tells what ought to be seen and is not, though its source answers. Returns the keys of all of it. */
export const tellUnseen = (draft: Draft, gathering: boolean): readonly string[] => {
  const { next, now, pages } = draft
  const unseen = unseenOf(next, policyFor(next.config.paging), momentOf(next, now), now)
  const toldOf = new Set(Object.values(pages).flatMap((p) => (p.status === 'over' ? [] : p.unseen)))
  const untold = globalReason(next, now) === null && !gathering ? unseen.filter((u) => !toldOf.has(u.key)) : []
  // together when they are many: what broke is one thing then
  for (const group of untold.length > next.config.notifications.stormAbove ? [untold] : untold.map((u) => [u])) tellGroup(draft, group)
  return unseen.map((u) => u.key)
}

const tellGroup = (draft: Draft, group: readonly Unseen[]): void => {
  const { next, now, pages } = draft
  const [first] = group
  if (!first) return
  const id = `unseen:${now}:${first.key}`
  const words = group.length === 1 ? first.words : unseenWords(group, next)
  const as = group.some((u) => u.route === 'page') ? 'page' : 'notify'
  const trouble = { keys: group.map((u) => u.key), severity: first.severity, environment: first.environment, services: [...new Set(group.flatMap((u) => u.services))], since: first.since }
  const page = openPage(id, [], tellingOf(draft, words, as), trouble)
  pages[id] = page
  say(draft, { key: id, alerts: [], words, reason: 'unseen', rule: first.rule }, !page.loud ? 'low' : as === 'page' ? 'critical' : 'normal')
}
