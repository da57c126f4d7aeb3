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

const START = '<!-- figures -->'
const END = '<!-- end of figures -->'

/** Prints the table; GARDA_BENCH_WRITE=1 also puts it into docs/BENCHMARKS.md. */
export const put = async (rows: readonly Row[]): Promise<void> => {
  const table = [`${new Date().toISOString().slice(0, 10)}. ${machine()}`, '', '| what | measured | wanted |', '|---|---|---|', ...rows.map((r) => `| ${r.what} | ${r.figure} | ${r.wanted} |`)].join('\n')
  process.stdout.write(`\n${table}\n`)
  if (process.env['GARDA_BENCH_WRITE'] !== '1') return
  const file = join(root, 'docs', 'BENCHMARKS.md')
  const page = await readFile(file, 'utf8')
  const [before = '', rest = ''] = page.split(START)
  await writeFile(file, `${before}${START}\n${table}\n${END}${rest.split(END)[1] ?? ''}`)
}
