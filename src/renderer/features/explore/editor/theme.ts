import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const token = (name: string): string => `var(--g-${name})`

/** Tokens only: dark and light follow by themselves. Hue means trouble, so words of the language differ by weight and by the inks of the series. */
const inks = HighlightStyle.define([
  { tag: tags.name, color: token('text') },
  { tag: tags.variableName, color: token('text'), fontWeight: '500' },
  { tag: tags.labelName, color: token('series-2') },
  { tag: [tags.string, tags.special(tags.string)], color: token('series-3') },
  { tag: [tags.number, tags.literal], color: token('text') },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.logicOperator, tags.function(tags.variableName)], color: token('text'), fontWeight: '600' },
  { tag: [tags.operator, tags.arithmeticOperator, tags.compareOperator, tags.punctuation, tags.paren, tags.squareBracket, tags.brace], color: token('text-muted') },
  { tag: tags.comment, color: token('text-faint'), fontStyle: 'italic' },
  { tag: tags.invalid, color: token('text') }
])

const popover = { background: token('surface-overlay'), color: token('text'), border: `1px solid ${token('border-strong')}`, borderRadius: token('r-control'), boxShadow: token('shadow-popover') }

const looks = EditorView.theme({
  '&': { font: token('code'), fontFeatureSettings: '"calt" 0', fontSize: '12.5px', color: token('text'), background: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', lineHeight: '20px', maxHeight: '200px', overflow: 'auto' },
  '.cm-content': { padding: '5px 0', caretColor: token('text'), minHeight: '30px' },
  '.cm-line': { padding: '0 10px' },
  '.cm-placeholder': { color: token('text-faint') },
  '.cm-content ::selection, .cm-content::selection': { background: token('border-strong') },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { background: 'transparent', outline: `1px solid ${token('border-control')}`, borderRadius: '2px' },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { background: 'transparent', outline: `1px dashed ${token('critical')}`, borderRadius: '2px' },
  '.cm-specialChar': { color: token('critical-text') },
  '.cm-tooltip': popover,
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: token('code'), fontFeatureSettings: '"calt" 0', maxHeight: '248px', minWidth: '260px', maxWidth: 'min(560px, 60vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 10px', lineHeight: '20px', minHeight: '24px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: token('selected'), color: token('text'), boxShadow: `inset 0 0 0 1px ${token('text-muted')}` },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { color: token('text-faint'), fontStyle: 'normal', marginLeft: '12px' },
  '.cm-completionIcon': { display: 'none' },
  '.cm-tooltip.cm-completionInfo': { ...popover, font: token('small'), padding: '7px 10px', maxWidth: '340px' },
  '.cm-diagnostic': { font: token('small'), padding: '5px 10px', borderLeft: `3px solid ${token('critical')}` },
  '.cm-diagnostic-warning': { borderLeftColor: token('warning') },
  '.cm-diagnostic-info': { borderLeftColor: token('border-strong') },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: `underline wavy ${token('critical')}`, textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: `underline wavy ${token('warning')}`, textUnderlineOffset: '3px' },
  '.cm-lintPoint::after': { borderBottomColor: token('critical') }
})

export const editorTheme: Extension = [looks, syntaxHighlighting(inks)]
