import { z } from 'zod'
import { parseBoard } from '../domain/wall'
import { t } from '../text/catalogue'
import { timeOfDay, zone } from './paging'
import { duration } from './parts'

const board = z.string().trim().max(400).refine((text) => parseBoard(text) !== null, { error: () => t('terminal.config.board') }).describe('now, services, alerts, service:environment/name or dashboard:id')

export const wallSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).regex(/^[^\p{Cc}\p{Cf}]*$/u, { error: () => t('terminal.config.invisible') }).describe('As shown in Settings; unique'),
  enabled: z.boolean().default(true).describe('false: kept, not opened'),
  display: z.string().trim().min(1).max(300).optional().describe('Name of the display, as --list-displays tells it; the first that is free beside the main one when not given'),
  environment: z.string().trim().min(1).max(80).optional().describe('What it watches; the production that is worst when not given'),
  boards: z.array(z.union([board, z.strictObject({ board, dwell: duration('5s', '1h').optional() })])).min(1).max(20).prefault(['now']).describe('Shown one after the other'),
  dwell: duration('5s', '1h').prefault('30s').describe('How long each board is shown, where there are several'),
  night: z.union([z.literal('never'), z.literal('always'), z.strictObject({ from: timeOfDay, to: timeOfDay, zone: zone.optional() })]).prefault({ from: '22:00', to: '07:00' }).describe('When it is dark and warm, by this computer’s clock or in a zone of its own'),
  keepAwake: z.boolean().default(true).describe('The display does not go to sleep while the wall stands on it')
})
export type WallConfig = z.infer<typeof wallSchema>
/** The walls that a team's file or a person asks for. */
export const wallsSchema = z.array(wallSchema).max(8)
