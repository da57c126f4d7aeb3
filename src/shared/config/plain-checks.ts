import { config } from 'zod'

/** Lets checks run as they are instead of as code made at run time. For pages, whose content policy forbids such code and reports each try; call it before any schema is made. */
export const keepChecksPlain = (): void => { config({ jitless: true }) }
