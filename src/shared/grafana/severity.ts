/** What a colour of Grafana means here. Green, blue, purple and grey are plain ink: only trouble has a colour. */
export const severityOf = (colour: string): 'critical' | 'warning' | null => {
  const name = colour.trim().toLowerCase()
  const word = /^(?:(?:super-light|light|semi-dark|dark)-)?([a-z]+)$/.exec(name)?.[1]
  if (word !== undefined && Object.hasOwn(NAMED, word)) return NAMED[word]!
  const rgb = rgbOf(name)
  return rgb ? ofHue(rgb) : null
}

const NAMED: Readonly<Record<string, 'critical' | 'warning' | null>> = { red: 'critical', orange: 'warning', yellow: 'warning', green: null, blue: null, purple: null, text: null, transparent: null, white: null, black: null, gray: null, grey: null }

const rgbOf = (text: string): readonly [number, number, number] | null => {
  const hex = /^#([0-9a-f]{3,8})$/.exec(text)?.[1]
  if (hex !== undefined && (hex.length === 3 || hex.length === 4)) return [0, 1, 2].map((i) => parseInt(hex[i]! + hex[i]!, 16)) as unknown as readonly [number, number, number]
  if (hex !== undefined && (hex.length === 6 || hex.length === 8)) return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16)) as unknown as readonly [number, number, number]
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(text)
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null
}

/** By hue: red up to 20°, orange and yellow up to 70°; what is nearly grey is none. */
const ofHue = ([r, g, b]: readonly [number, number, number]): 'critical' | 'warning' | null => {
  const high = Math.max(r, g, b)
  const spread = high - Math.min(r, g, b)
  if (high < 40 || spread < high * 0.25) return null
  const sixth = high === r ? ((g - b) / spread + 6) % 6 : high === g ? (b - r) / spread + 2 : (r - g) / spread + 4
  const hue = sixth * 60
  return hue <= 20 || hue >= 340 ? 'critical' : hue <= 70 ? 'warning' : null
}
