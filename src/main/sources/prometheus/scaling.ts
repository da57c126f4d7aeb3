const TOKENS = /0x[\da-f]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?|[a-z_:][\w:]*|\S/gi
const isName = (token: string | undefined): boolean => token !== undefined && /^[a-z_:]/i.test(token)
const isNumber = (token: string | undefined): boolean => token !== undefined && /^[.\d]/.test(token)

/**
 * Whether a constant other than 1, or the 0 of `0 * x`, multiplies, divides or raises what an expression reads: the numbers are then not
 * those that its names tell of. Strings, selectors, ranges and groupings have to be out of it. Constants among themselves scale nothing.
 */
export const isScaled = (bare: string): boolean => {
  const tokens = bare.match(TOKENS) ?? []
  // how many names stand before each token, and where its bracket closes or opens: looked at once, however deep they lie
  const names = [0]
  const partner = new Map<number, number>()
  const open: number[] = []
  tokens.forEach((token, i) => {
    names.push(names[i]! + Number(isName(token)))
    if (token === '(') open.push(i)
    const from = token === ')' ? open.pop() : undefined
    if (from !== undefined) partner.set(i, from).set(from, i)
  })
  const isConstant = (from: number, to: number): boolean => names[to + 1] === names[from]
  const before = (at: number): boolean => {
    const from = partner.get(at)
    return isNumber(tokens[at]) || (from !== undefined && !isName(tokens[from - 1]) && isConstant(from, at))
  }
  const after = (at: number): boolean => {
    const to = partner.get(at)
    return isNumber(tokens[at]) || (to !== undefined && isConstant(at, to))
  }
  return tokens.some((token, i) => {
    if (!'*/%^'.includes(token)) return false
    const right = tokens[i + 1] === '-' || tokens[i + 1] === '+' ? i + 2 : i + 1
    const [left, is] = [before(i - 1), after(right)]
    if (left === is) return false
    const factor = Number(tokens[left ? i - 1 : right])
    return !((token === '*' && (factor === 0 || factor === 1)) || (token === '/' && is && factor === 1))
  })
}
