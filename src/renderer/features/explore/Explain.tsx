import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { clockSeconds, duration, figureText, type Zone } from '@shared/text/format'
import { useBridge } from '../../state/garda'
import { useSlots } from '../../state/slots'
import { Segments } from '../../ui'
import { explain, type Facts, type NodeFacts } from './explaining'
import css from './explore.module.css'
import type { Query } from './queries'
import { treeOf, type TreeNode } from './tree'
import { unitOf } from './units'

export interface ExplainProps { readonly queries: readonly Query[]; readonly source: string; readonly name: string; readonly at: number; readonly round: number; readonly zone: Zone }

/** The parts of one query as a tree, each with how much it finds. */
export const Explain = ({ queries, source, name, at, round, zone }: ExplainProps): ReactNode => {
  const [letter, setLetter] = useState<string | null>(null)
  const query = queries.find((q) => q.letter === letter) ?? queries[0]
  if (!query) return null
  return (
    <div className={css['explain']}>
      {queries.length > 1 && <Segments label={t('explore.explain.which')} value={query.letter} options={queries.map((q) => ({ value: q.letter, label: q.letter }))} onChange={setLetter} />}
      <Parts key={`${source} ${query.letter} ${query.asked} ${round}`} expression={query.asked} source={source} name={name} at={at} zone={zone} />
    </div>
  )
}

const Parts = ({ expression, source, name, at: now, zone }: { readonly expression: string; readonly source: string; readonly name: string; readonly at: number; readonly zone: Zone }): ReactNode => {
  const bridge = useBridge()
  const slots = useSlots('explain')
  const tree = useMemo(() => treeOf(expression), [expression])
  const [facts, setFacts] = useState<Facts>([])
  // the moment it was opened at: a tree whose parts are of different moments would not add up
  const [at] = useState(now)
  useEffect(() => (tree.ok ? explain((query) => bridge.query(query), { source, nodes: tree.nodes, at, slots }, setFacts) : undefined), [bridge, tree, source, at, slots])
  // what is only too long is no error
  if (!tree.ok && tree.long) return <p role="status" className="small muted">{t('explore.explain.long')}</p>
  if (!tree.ok) return <p role="alert" className={css['bad']}>{t('explore.explain.syntax', { at: tree.at + 1 })}</p>
  const asking = facts.some((one) => one.state === 'waiting' || one.state === 'asking')
  return (
    <>
      <table className={css['tree']} aria-label={t('explore.explain')} aria-busy={asking} data-asking={asking || undefined}>
        <thead><tr><th scope="col">{t('explore.explain.part')}</th><th scope="col">{t('explore.explain.results')}</th><th scope="col">{t('explore.explain.value')}</th><th scope="col">{t('explore.explain.age')}</th></tr></thead>
        <tbody>{tree.nodes.map((node) => <Part key={node.id} node={node} facts={facts[node.id] ?? null} name={name} />)}</tbody>
      </table>
      <p className="small faint">{t('explore.table.at', { at: clockSeconds(at, zone) })}. {t('explore.explain.hint')} {tree.more > 0 && t('explore.explain.more', { count: tree.more })}</p>
    </>
  )
}

/** Deeper ones stand no further in: they would leave the panel. */
const DEEPEST = 12

const Part = ({ node, facts, name }: { readonly node: TreeNode; readonly facts: NodeFacts | null; readonly name: string }): ReactNode => (
  <tr data-empty={facts?.count === 0 || undefined}>
    <th scope="row" style={{ paddingLeft: 10 + 18 * Math.min(DEEPEST, node.depth) }}><code data-tip={clean(node.text, { max: 600 })}>{clean(node.head, { max: 200 })}</code></th>
    {facts?.state === 'failed'
      ? <td data-failed colSpan={3}>{resultsText(node, facts, name)}</td>
      : <>
        <td>{resultsText(node, facts, name)}</td>
        <td className="num">{facts?.value === null || facts === null ? '' : figureText(facts.value, unitOf(node.text))}</td>
        <td className="num">{facts?.ageSeconds === null || facts === null ? '' : t('explore.explain.ago', { age: duration(facts.ageSeconds * 1000) })}</td>
      </>}
  </tr>
)

const resultsText = (node: TreeNode, facts: NodeFacts | null, name: string): string => {
  if (node.type !== 'vector') return t(`explore.explain.${node.type}`)
  switch (facts?.state) {
    case undefined: case 'waiting': case 'none': return ''
    case 'asking': return t('explore.explain.asking')
    case 'failed': return t('explore.explain.failed', { reason: facts.failed ? failureText(facts.failed.failure, facts.failed.source || name) : t('common.unknown') })
    case 'known': return t('explore.explain.count', { count: facts.count ?? 0 })
  }
}
