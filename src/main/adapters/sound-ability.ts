import { t } from '@shared/text/catalogue'
import type { Programs } from './sound-process'

/** What the system says of its sound. `detail` of `heard`: what it could not say. */
export type Hearing = { readonly heard: true; readonly detail: string } | { readonly heard: false; readonly detail: string }

const ASK_MS = 3_000
const cannotTell = (): Hearing => ({ heard: true, detail: t('sound.cannotTell') })
const not = (detail: string): Hearing => ({ heard: false, detail })
const judged = (volume: number | null, muted: boolean): Hearing => (muted ? not(t('sound.muted')) : volume === 0 ? not(t('sound.zero')) : { heard: true, detail: '' })
/** PulseAudio and PipeWire put this in where there is nothing to play on; it takes every sound and makes none. */
const DUMMY = 'auto_null'

type Answer = { readonly out: string } | { readonly problem: string } | null

/** Whether a sound could be heard now, as far as the system can be asked. */
export const hearing = async (platform: NodeJS.Platform, programs: Programs): Promise<Hearing> => {
  const ask = async (program: string, ...args: readonly string[]): Promise<Answer> => {
    const file = await programs.find(program)
    if (file === null) return null
    const ended = await programs.run(file, args, { limitMs: ASK_MS })
    return ended.ok ? { out: ended.out } : { problem: ended.detail }
  }
  switch (platform) {
    case 'darwin': return mac(await ask('osascript', '-e', 'get volume settings'))
    case 'win32': return cannotTell()
    default: return linux(ask)
  }
}

const outOf = (answer: Answer): string | null => (answer && 'out' in answer ? answer.out : null)

const linux = async (ask: (program: string, ...args: readonly string[]) => Promise<Answer>): Promise<Hearing> => {
  const sink = await ask('pactl', 'get-default-sink')
  const name = outOf(sink)?.trim()
  if (name !== undefined) {
    if (name === '' || name === '(null)' || name === DUMMY) return not(t('sound.none'))
    const [mute, volume] = await Promise.all([ask('pactl', 'get-sink-mute', name), ask('pactl', 'get-sink-volume', name)])
    const answered = outOf(mute)
    if (answered === null) return cannotTell()
    const percents = [...(outOf(volume) ?? '').matchAll(/(\d+)%/g)].map(([, percent]) => Number(percent))
    return judged(percents.length ? Math.max(...percents) : null, /^Mute: yes/m.test(answered))
  }
  const wire = await ask('wpctl', 'get-volume', '@DEFAULT_AUDIO_SINK@')
  const level = outOf(wire)
  if (level !== null) {
    const [, volume, muted] = /^Volume: ([\d.]+)( \[MUTED\])?/m.exec(level) ?? []
    const facts = outOf(await ask('wpctl', 'inspect', '@DEFAULT_AUDIO_SINK@')) ?? ''
    return volume === undefined || facts.includes(`"${DUMMY}"`) ? not(t('sound.none')) : judged(Number(volume), muted !== undefined)
  }
  // without a sound service there may still be a card to play on
  const cards = outOf(await ask('aplay', '-l'))
  if (cards !== null && /^card \d/m.test(cards)) return cannotTell()
  const problem = [wire, sink].map((answer) => (answer && 'problem' in answer ? answer.problem : null)).find((words) => words !== null)
  if (problem !== undefined) return not(t('sound.noServer', { detail: problem }))
  return cards === null ? cannotTell() : not(t('sound.none'))
}

/** `output volume:50, input volume:75, alert volume:100, output muted:false`; a display's loudspeaker has `missing value` for both. */
const mac = (answer: Answer): Hearing => {
  const said = outOf(answer) ?? ''
  const muted = /output muted:(true|false)/.exec(said)?.[1]
  const volume = /output volume:(\d+)/.exec(said)?.[1]
  return muted === undefined ? cannotTell() : judged(volume === undefined ? null : Number(volume), muted === 'true')
}
