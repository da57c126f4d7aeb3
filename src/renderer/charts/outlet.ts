import { createContext, type ComponentType } from 'react'
import type { Given } from './export/given'
import type { Sheet } from './sheet'

/** One panel that can be saved or copied. */
export interface Member {
  readonly read: () => Given | Sheet
  /** Where it lies on the screen; null: it is not drawn. */
  readonly place: () => DOMRect | null
}

export interface MenuProps { readonly member: Member; readonly title: string; readonly onClose: () => void }

/** Where what a view shows may leave Garda: given by the view, since only it knows what it is of. A panel under none has no way out. */
export interface Outlet {
  /** A panel is there; call what comes back when it is gone. */
  readonly join: (member: Member) => () => void
  /** Whether panels that are far from the window are to be drawn as well, since all are wanted. */
  readonly all: { readonly subscribe: (listener: () => void) => () => void; readonly get: () => boolean }
  /** What can be done with a panel; loaded when it is first opened. */
  readonly Menu: ComponentType<MenuProps>
}
export const OutletContext = createContext<Outlet | null>(null)
