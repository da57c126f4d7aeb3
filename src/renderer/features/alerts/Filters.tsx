import { useId, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { Matcher } from '@shared/domain/silence'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { Button, Chip, Icon, Keycap } from '../../ui'
import css from './alerts.module.css'
import { operatorOf, parseFilter, printFilter, printMatcher, sameMatcher, type FilterProblem } from './filter'

export interface FiltersProps {
  readonly matchers: readonly Matcher[]
  readonly text: string
  readonly field: RefObject<HTMLInputElement | null>
  readonly onChange: (change: { readonly matchers?: readonly Matcher[]; readonly text?: string }) => void
  /** Enter without a label to add: on to the list. */
  readonly onDone: () => void
}

const problemWords = (problem: FilterProblem): string =>
  problem.code === 'regex' ? t('alerts.filter.regex', { name: clean(problem.name, { max: 60 }), at: problem.at + 1, reason: t(`alerts.regex.${problem.problem}`) }) : t(`alerts.filter.${problem.code}`)

/** With what was there before, each matcher once. */
export const withMatchers = (before: readonly Matcher[], added: readonly Matcher[]): readonly Matcher[] =>
  added.reduce<readonly Matcher[]>((list, m) => (list.some((x) => sameMatcher(x, m)) ? list : [...list, m]), before)

/** The field where text and labels are typed, and the labels that were. */
export const Filters = ({ matchers, text, field, onChange, onDone }: FiltersProps): ReactNode => {
  const [problem, setProblem] = useState<FilterProblem | null>(null)
  const id = useId()
  const typed = parseFilter(text)
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (typed.problem) setProblem(typed.problem)
      else if (typed.matchers.length > 0) onChange({ matchers: withMatchers(matchers, typed.matchers), text: printFilter({ matchers: [], words: typed.words }) })
      else onDone()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (text === '') event.currentTarget.blur()
      else { setProblem(null); onChange({ text: '' }) }
    } else if (event.key === 'Backspace' && text === '' && matchers.length > 0) {
      event.preventDefault()
      onChange({ matchers: matchers.slice(0, -1) })
    } else if (event.key === 'ArrowDown') {
      event.preventDefault()
      onDone()
    }
  }
  return (
    <div className={css['filters']} role="search" aria-label={t('alerts.filter')}>
      {matchers.length > 0 && (
        <ul className={css['chips']} aria-label={t('alerts.filter.chips')}>
          {matchers.map((m) => (
            <li key={printMatcher(m)}><Chip name={m.name} operator={operatorOf(m)} value={m.value === '' ? t('alerts.filter.missing') : m.value} onRemove={() => { onChange({ matchers: matchers.filter((x) => x !== m) }); field.current?.focus() }} /></li>
          ))}
        </ul>
      )}
      <label className={css['field']} data-wrong={problem ? '' : undefined}>
        <Icon name="search" size={13} />
        <input ref={field} aria-label={t('alerts.filter')} value={text} placeholder={t('alerts.filter.placeholder')} spellCheck={false} autoComplete="off" data-tip={t('alerts.filter.help')} aria-describedby={`${id}-said`} aria-invalid={problem !== null}
          onChange={(e) => { setProblem(null); onChange({ text: e.target.value }) }} onKeyDown={press} />
        <span id={`${id}-said`} className={css['said']} role="status">
          {problem ? <span className="sev-critical tone">{problemWords(problem)}</span> : typed.problem === null && typed.matchers.length > 0 ? t('alerts.filter.hint', { what: clean(typed.matchers.map(printMatcher).join(', '), { max: 60 }) }) : ''}
        </span>
        <Keycap>/</Keycap>
      </label>
      {(matchers.length > 0 || text !== '') && <Button small look="quiet" onClick={() => { setProblem(null); onChange({ matchers: [], text: '' }) }}>{t('alerts.filter.clear')}</Button>}
      <span className={`${css['note']} caption`} data-tip={t('alerts.filter.unknown.tip')}>{t('alerts.filter.unknown')}</span>
    </div>
  )
}
