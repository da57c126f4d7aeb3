import type { Panel, PanelData } from '@shared/domain/series'
import type { Zone } from '@shared/text/format'
import type { ModelInput, PanelModel } from '../model'
import type { PanelStatus } from '../status'

/** What a graph shows at this moment: all that can leave Garda of it. */
export interface Given {
  readonly kind: 'graph'
  readonly panel: Panel
  readonly data: PanelData | null
  readonly past: ModelInput['past']
  readonly model: PanelModel
  readonly status: PanelStatus
  /** Name of the source, for people. */
  readonly source: string
  /** From this age of the answer on it is not fresh, ms. */
  readonly staleAfterMs: number
  readonly zone: Zone
  /** As it is drawn, pixels. */
  readonly width: number
  readonly height: number
}
