export type LogLevel = 'error' | 'warn' | 'info' | 'debug'
/** Lines for people who debug Garda. Callers pass no secrets and no replies. */
export interface Log { write(level: LogLevel, message: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void }
