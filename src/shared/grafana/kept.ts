import { z } from 'zod'

/** What lies in a file of Garda's: the dashboard as it came, nothing lost, and what is known of its coming. */
export const keptSchema = z.object({ version: z.literal(1), origin: z.string(), importedAt: z.number(), demo: z.literal(true).optional(), dashboard: z.unknown() })
export type Kept = z.infer<typeof keptSchema>

/** What Grafana's search answers. */
export const hitsSchema = z.array(z.object({ uid: z.string().min(1).max(100), title: z.string(), folderTitle: z.string().optional() }))
