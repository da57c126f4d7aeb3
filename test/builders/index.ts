/** Valid wholes for tests: each takes a partial override. */
export { NOW } from './now'
export { aSighting, anAlert } from './alert'
export { aDisplay } from './display'
export { aCallingPage, aPage } from './page'
export { aReading, aService, aServiceSighting } from './service'
export { aPanel, aPanelData, aSeries } from './series'
export { aSnapshot, aSource, someAges } from './source'
export { aMeta, aState } from './state'
