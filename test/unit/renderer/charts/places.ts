/** The places of a path as whoever draws it finds them: steps are added up in single precision. A run for each pen-down. */
export const placesOf = (d: string): readonly (readonly (readonly [number, number])[])[] => {
  const runs: [number, number][][] = []
  let at: [number, number] = [0, 0]
  for (const [, command, numbers = ''] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const n = [...numbers.matchAll(/-?(?:\d+(?:\.\d+)?|\.\d+)/g)].map(([word]) => Math.fround(Number(word)))
    if (command === 'Z' || (command === 'h' && numbers === '0')) continue
    if (n.length === 0 || n.length % 2 > 0 || !'MLl'.includes(command!)) throw new Error(`not a path: ${command}${numbers}`)
    for (let i = 0; i < n.length; i += 2) {
      at = command === 'l' ? [Math.fround(at[0] + n[i]!), Math.fround(at[1] + n[i + 1]!)] : [n[i]!, n[i + 1]!]
      if (command === 'M' && i === 0) runs.push([at])
      else runs.at(-1)!.push(at)
    }
  }
  return runs
}
