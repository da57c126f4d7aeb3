/** A deploy, a configuration change, a migration. */
export interface Change {
  readonly id: string
  readonly source: string
  readonly at: number
  readonly service: string
  readonly environment: string
  /** Version or what was changed. */
  readonly what: string
  readonly detail: string
  readonly by: string
  readonly link: string | null
}
