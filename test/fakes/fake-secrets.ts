import type { SecretRef } from '@shared/config/schema'
import { SourceFailure } from '../../src/main/ports/failure'
import type { Secrets } from '../../src/main/ports/secrets'

const nameOf = (ref: SecretRef): string => ('env' in ref ? `env ${ref.env}` : 'file' in ref ? `file ${ref.file}` : ref.secret)

/** Secrets in memory: `{TOKEN}` of the keychain by their name, others as `env NAME` and `file PATH`. Counts its reads; `values` may be changed at any time. */
export const fakeSecrets = (first: Readonly<Record<string, string>> = {}): Secrets & { readonly values: Map<string, string>; reads: number; writable: 'yes' | 'unavailable' | 'weak' } => {
  const values = new Map(Object.entries(first))
  return {
    values,
    reads: 0,
    writable: 'yes',
    async read(ref) {
      this.reads++
      const value = values.get(nameOf(ref))
      if (value === undefined) throw new SourceFailure('secret', { detail: `there is no ${nameOf(ref)}` })
      return value
    },
    async write(name, value) {
      if (this.writable !== 'yes') return { ok: false, reason: this.writable, detail: `the store is ${this.writable}` }
      values.set(name, value)
      return { ok: true }
    },
    async remove(name) { values.delete(name) },
    weak() { return this.writable === 'weak' },
    async forgetHidden() { for (const name of await this.names()) values.delete(name) },
    async names() { return [...values.keys()].filter((name) => !/^(env|file) /.test(name)) }
  }
}
