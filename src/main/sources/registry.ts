import type { SourceKind } from '../ports/source-kind'
import { alertmanager } from './alertmanager'
import { prometheus } from './prometheus'
import { demo } from './demo'
import { thisComputer } from './this-computer'

/** Every kind of source Garda knows; adding one is a folder and a line here. */
export const SOURCE_KINDS: readonly SourceKind[] = [
  prometheus,
  alertmanager,
  thisComputer,
  demo
]

export const kindOf = (kind: string): SourceKind | undefined => SOURCE_KINDS.find((k) => k.manifest.kind === kind)
