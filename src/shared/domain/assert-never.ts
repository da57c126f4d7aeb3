/** Ends a switch over a union; a variant nobody handled does not compile. */
export const assertNever = (value: never): never => { throw new Error(`unhandled: ${JSON.stringify(value)}`) }
