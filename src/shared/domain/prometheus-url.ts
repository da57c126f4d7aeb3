/** A window of time, ms; `live`: it ends now. */
interface Shown { readonly from: number; readonly to: number; readonly live: boolean }

/** `2025-11-13 02:47:00`, UTC, as the page of Prometheus has it. */
const stamp = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

/** Prometheus' own page with these expressions, under the address that the source has. */
export const prometheusUrl = (address: string, expressions: readonly string[], { from, to, live }: Shown): string => {
  const params = new URLSearchParams()
  expressions.forEach((expression, i) => {
    params.set(`g${i}.expr`, expression)
    params.set(`g${i}.tab`, '0')
    params.set(`g${i}.range_input`, `${Math.max(1, Math.round((to - from) / 1000))}s`)
    if (!live) params.set(`g${i}.end_input`, stamp(to))
  })
  return `${address.replace(/\/+$/, '')}/graph?${params.toString().replace(/\+/g, '%20')}`
}
