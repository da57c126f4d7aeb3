/** What nodes of a sort have in common. Told apart by reference: what is made again and again names nothing anew. */
export interface Kind { readonly tag: 'circle' | 'clipPath' | 'g' | 'path' | 'rect' | 'text' | 'title'; /** Its attributes, as SVG names them. */ readonly names: readonly string[] }

/** A node of a drawing, as it shall be. */
export interface Shape {
  readonly kind: Kind
  /** By the names of its kind; what has no value is left out. */
  readonly values: readonly (string | number | undefined)[]
  readonly of: readonly Shape[]
  /** What stands behind its nodes; null: nothing does. */
  readonly words: string | null
  /** Of its letters, pixels, where its class says another. */
  readonly fontPx: number | null
}

/** A node as it is. */
interface Drawn { readonly node: SVGElement; readonly words: Text | null; shape: Shape; readonly of: Drawn[] }

const SVG = 'http://www.w3.org/2000/svg'

const sized = (node: SVGElement, px: number | null): void => { node.style.fontSize = px === null ? '' : `${px}px` }

const made = (shape: Shape): Drawn => {
  const { tag, names } = shape.kind
  const node = document.createElementNS(SVG, tag)
  names.forEach((name, i) => { if (shape.values[i] !== undefined) node.setAttribute(name, String(shape.values[i])) })
  if (shape.fontPx !== null) sized(node, shape.fontPx)
  const of = shape.of.map(made)
  for (const each of of) node.append(each.node)
  const words = shape.words === null ? null : document.createTextNode(shape.words)
  if (words) node.append(words)
  return { node, words, shape, of }
}

const fits = (drawn: Drawn, next: Shape): boolean => drawn.shape.kind === next.kind && (drawn.words === null) === (next.words === null)

const redraw = (drawn: Drawn, next: Shape): void => {
  const { node, words, shape: was } = drawn
  const { kind: { names }, values } = next
  for (let i = 0; i < names.length; i++) {
    const value = values[i]
    if (value === was.values[i]) continue
    if (value === undefined) node.removeAttribute(names[i]!)
    else node.setAttribute(names[i]!, String(value))
  }
  if (next.fontPx !== was.fontPx) sized(node, next.fontPx)
  if (words && next.words !== was.words) words.data = next.words!
  place(node, drawn.of, next.of, words)
  drawn.shape = next
}

/** @param before a node of the host that stays behind them */
const place = (host: SVGElement, drawn: Drawn[], shapes: readonly Shape[], before: Node | null): void => {
  for (let i = 0; i < shapes.length; i++) {
    const was = drawn[i]
    const next = shapes[i]!
    if (was && fits(was, next)) { redraw(was, next); continue }
    drawn[i] = made(next)
    if (was) was.node.replaceWith(drawn[i]!.node)
    else host.insertBefore(drawn[i]!.node, before)
  }
  for (const { node } of drawn.splice(shapes.length)) node.remove()
}

/** What stands in a host. */
const known = new WeakMap<SVGElement, Drawn[]>()

/**
 * Makes the nodes of a host what the shapes say, and touches only what differs. By their place in the list: a mark of other times takes over the
 * node of the one before. Straight to the document, as the crosshair: for React every line and word of every panel would be an element of its own,
 * and those cost an update more than all they draw.
 *
 * @param host holds nothing else
 */
export const drawShapes = (host: SVGElement, shapes: readonly Shape[]): void => {
  const drawn = known.get(host) ?? []
  known.set(host, drawn)
  place(host, drawn, shapes, null)
}
