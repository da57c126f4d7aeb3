import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap, completionStatus, type Completion } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { linter, type Diagnostic } from '@codemirror/lint'
import { EditorState, Prec, StateEffect, StateField, type Extension } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, placeholder, tooltips } from '@codemirror/view'
import { newCompleteStrategy, PromQLExtension, type LintStrategy, type PrometheusClient } from '@prometheus-io/codemirror-promql'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { parse } from '../grammar'
import { editorTheme } from './theme'

/** What the source said of the text as it stood when it was run, and from where on; null: nothing against it. */
export interface Complaint { readonly from: number; readonly message: string }

export const setComplaint = StateEffect.define<Complaint | null>()
const complaint = StateField.define<Complaint | null>({
  create: () => null,
  // another text was never asked
  update: (value, change) => change.effects.reduce<Complaint | null>((now, effect) => (effect.is(setComplaint) ? effect.value : now), change.docChanged ? null : value)
})

const said = (view: EditorView): readonly Diagnostic[] => {
  const found = view.state.field(complaint)
  if (!found) return []
  const from = Math.min(Math.max(0, found.from), view.state.doc.length)
  const word = view.state.wordAt(from)
  return [{ from, to: Math.max(from, word?.to ?? Math.min(from + 1, view.state.doc.length)), severity: 'error', message: found.message }]
}

/** What is too long for the parser is no error: it says so of the place from which on it does not check. */
const shortOnly = (strategy: LintStrategy): LintStrategy => ({
  promQL: () => async (view) => {
    const read = parse(view.state.doc.toString())
    return !read.ok && read.long ? [{ from: read.at, to: view.state.doc.length, severity: 'info', message: t('explore.long') }] : strategy.promQL()(view)
  }
})

/** Names come from outside: what cannot be seen is not shown, and is written as it is. */
const shown = (option: Completion): Completion => {
  const label = clean(option.label, { max: 200 })
  return label === option.label ? option : { ...option, displayLabel: label, apply: option.apply ?? option.label }
}

export interface Setup {
  readonly label: string
  readonly client: PrometheusClient
  readonly onChange: (text: string) => void
  readonly onRun: () => void
}

/** More metrics than this complete without their type and help. */
const MOST_METADATA = 20_000

/** All of the editor but its text. Tab takes a completion; where there is none, it leaves the editor as everywhere else. */
export const editorSetup = ({ label, client, onChange, onRun }: Setup): Extension => {
  const strategy = newCompleteStrategy({ remote: client, maxMetricsMetadata: MOST_METADATA })
  const promql = new PromQLExtension().setComplete({
    completeStrategy: { promQL: async (context) => { const found = await strategy.promQL(context); return found && { ...found, options: found.options.map(shown) } } }
  })
  promql.setLinter(shortOnly(promql.getLinter()))
  return [
    Prec.highest(keymap.of([
      { key: 'Ctrl-Enter', mac: 'Cmd-Enter', run: (view) => { closeCompletion(view); onRun(); return true } },
      // a list that has just come takes nothing for a moment; the focus stays all the same
      { key: 'Tab', run: (view) => acceptCompletion(view) || completionStatus(view.state) === 'active' }
    ])),
    // the screen is a container of its own, by which a fixed place would be off
    tooltips({ position: 'absolute' }),
    complaint,
    history(), highlightSpecialChars(), bracketMatching(), closeBrackets(), autocompletion({ icons: false, maxRenderedOptions: 60 }),
    promql.asExtension(),
    linter(said, { delay: 0, needsRefresh: (update) => update.startState.field(complaint) !== update.state.field(complaint) }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.lineWrapping, placeholder(t('explore.placeholder')), editorTheme,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    EditorView.updateListener.of((update) => { if (update.docChanged) onChange(update.state.doc.toString()) }),
    EditorState.phrases.of({ 'Completions': t('explore.complete'), 'current completion': t('explore.complete.current'), 'Diagnostics': t('explore.problems'), 'Control character': t('explore.control') })
  ]
}
