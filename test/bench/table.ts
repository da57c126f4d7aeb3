import { readFile, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { findRuntime } from '../../scripts/lib/runtime.mjs'

/** One figure; `wanted` is '' where it is only reported. */
export interface Row { readonly what: string; readonly figure: string; readonly wanted: string }

const machine = (): string => {
  const [cpu] = cpus()
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, Electron ${findRuntime()?.version ?? '?'}, Node ${process.versions.node}, software rendering`
}

/** Prints a table; GARDA_BENCH_WRITE=1 also puts it into docs/BENCHMARKS.md, between `<!-- name -->` and `<!-- end of name -->`. */
export const putTable = async (name: string, columns: readonly string[], rows: readonly (readonly string[])[]): Promise<void> => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const table = [`${new Date().toISOString().slice(0, 10)}. ${machine()}`, '', line(columns), `|${columns.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
  process.stdout.write(`\n${table}\n`)
  if (process.env['GARDA_BENCH_WRITE'] !== '1') return
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const file = join(root, 'docs', 'BENCHMARKS.md')
  const page = await readFile(file, 'utf8')
  const [before = '', rest = ''] = page.split(start)
  await writeFile(file, `${before}${start}\n${table}\n${end}${rest.split(end)[1] ?? ''}`)
}

/** The figures of the watch. */
export const put = (rows: readonly Row[]): Promise<void> => putTable('figures', ['what', 'measured', 'wanted'], rows.map((r) => [r.what, r.figure, r.wanted]))
