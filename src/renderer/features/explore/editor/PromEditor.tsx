import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react'
import type { PrometheusClient } from '@prometheus-io/codemirror-promql'
import { editorSetup, setComplaint, type Complaint } from './setup'

export interface EditorHandle { readonly focus: () => void }
export interface PromEditorProps {
  readonly label: string
  readonly text: string
  readonly client: PrometheusClient
  readonly complaint: Complaint | null
  readonly onChange: (text: string) => void
  readonly onRun: () => void
  readonly className: string | undefined
  readonly ref?: Ref<EditorHandle>
}

/**
 * CodeMirror in a root of its own: there its styles are adopted sheets, which the content policy allows, where style elements, which it
 * forbids, would be needed in the page.
 */
export const PromEditor = ({ label, text, client, complaint, onChange, onRun, className, ref }: PromEditorProps): ReactNode => {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const now = useRef({ text, onChange, onRun })
  useEffect(() => { now.current = { text, onChange, onRun } })
  useEffect(() => {
    const element = host.current
    if (!element) return undefined
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const editor = new EditorView({
      root, parent: root as unknown as HTMLElement,
      state: EditorState.create({
        doc: now.current.text,
        extensions: editorSetup({ label, client, onChange: (to) => { now.current.onChange(to) }, onRun: () => { now.current.onRun() } })
      })
    })
    view.current = editor
    return () => { view.current = null; editor.destroy() }
  }, [label, client])
  useEffect(() => {
    const editor = view.current
    if (editor && editor.state.doc.toString() !== text) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text }, selection: { anchor: text.length } })
  }, [text])
  useEffect(() => { view.current?.dispatch({ effects: setComplaint.of(complaint) }) }, [complaint, client])
  useImperativeHandle(ref, () => ({ focus: () => { view.current?.focus() } }), [])
  return <div ref={host} className={className} />
}
