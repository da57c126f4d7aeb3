import type { SeriesAnswer } from '@shared/contract/commands'
import type { PanelData, PanelQuery } from '@shared/domain/series'
import { createAsker, type Asked, type Asker } from './asker'

/** What is to be drawn next. Equal `range` means: the same view, later; another `range` makes earlier answers worthless. */
export interface Wanted extends PanelQuery { readonly range: string }
export type Series = Asked<Wanted, PanelData>

const samePanel = (a: Wanted, b: Wanted): boolean => a.service === b.service && a.panel === b.panel
const sameView = (a: Wanted, b: Wanted): boolean => samePanel(a, b) && a.range === b.range

/** Asks for one panel's samples; its graph stays drawn while another range is asked for. */
export const createSeriesAsker = ({ ask, now }: {
  readonly ask: (query: PanelQuery) => Promise<SeriesAnswer>
  readonly now: () => number
}): Asker<Wanted, PanelData> => createAsker<Wanted, SeriesAnswer, PanelData>({
  ask: ({ service, panel, from, to, width }) => ask({ service, panel, from, to, width }),
  read: (answer) => (answer.ok ? { data: answer.data, failed: null } : { data: null, failed: answer }),
  same: (a, b) => sameView(a, b) && a.from === b.from && a.to === b.to && a.width === b.width,
  sameView, stays: samePanel, now
})
