import { z } from 'zod'
import type { Objective } from '../domain/objective'
import { t } from '../text/catalogue'
import { duration } from './parts'

/** PromQL that Garda asks over several windows; what `$window` stands for is filled in each time. */
const rateOver = z.string().trim().min(1).max(4000).superRefine((text, ctx) => {
  if (!text.includes('$window')) ctx.addIssue({ code: 'custom', message: t('objective.config.window') })
  else if (/\bincrease\s*\(/.test(text)) ctx.addIssue({ code: 'custom', message: t('objective.config.rate') })
})

export const objectiveSchema = z.strictObject({
  target: z.number().min(50, { error: () => t('objective.config.target') }).max(99.9999, { error: () => t('objective.config.target') }).describe('Percent of its requests that must succeed, such as 99.9'),
  window: duration('1h', '90d').prefault('30d'),
  errors: rateOver.optional().describe('PromQL: requests that fail per second over $window'),
  total: rateOver.optional().describe('PromQL: all requests per second over $window')
}).superRefine((objective, ctx) => {
  if (objective.errors !== undefined && objective.total === undefined) ctx.addIssue({ code: 'custom', path: ['errors'], message: t('terminal.config.beside', { one: 'errors', other: 'total' }) })
  if (objective.total !== undefined && objective.errors === undefined) ctx.addIssue({ code: 'custom', path: ['total'], message: t('terminal.config.beside', { one: 'total', other: 'errors' }) })
})
export type ObjectiveConfig = z.infer<typeof objectiveSchema>

/** 99.9 % as people write it → 0.999, without the dust of the division. */
export const objectiveOf = ({ target, window, errors, total }: ObjectiveConfig): Objective =>
  ({ target: Number((target / 100).toPrecision(12)), windowMs: window, errors: errors ?? null, total: total ?? null })
