export interface Matcher { readonly name: string; readonly value: string; readonly isRegex: boolean; readonly isEqual: boolean }

export interface Silence {
  readonly id: string
  readonly source: string
  readonly matchers: readonly Matcher[]
  readonly startsAt: number
  readonly endsAt: number
  readonly createdBy: string
  readonly comment: string
  readonly state: 'pending' | 'active' | 'expired'
}
