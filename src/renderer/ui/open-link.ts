import { createContext, useContext } from 'react'

/** Opens a web address outside; given by the root, since only it knows the bridge. */
export const OpenLinkContext = createContext<(url: string) => void>(() => undefined)
export const useOpenLink = (): ((url: string) => void) => useContext(OpenLinkContext)
