import { expect, test } from 'vitest'
import { hearing } from '../../../src/main/adapters/sound-ability'
import type { Ended, Programs } from '../../../src/main/adapters/sound-process'

/** A system that has these programs, which answer their arguments so. */
const having = (answers: Readonly<Record<string, string | Error>>): Programs => ({
  find: async (program) => (Object.keys(answers).some((call) => call.startsWith(`${program} `)) ? program : null),
  run: async (file, args): Promise<Ended> => {
    const answer = answers[[file, ...args].join(' ')]
    return typeof answer === 'string' ? { ok: true, out: answer } : { ok: false, detail: answer?.message ?? `no answer for ${args.join(' ')}` }
  },
  end: () => undefined
})
const pulse = (mute: string, volume: string): Readonly<Record<string, string>> => ({ 'pactl get-default-sink': 'alsa_output.analog\n', 'pactl get-sink-mute alsa_output.analog': mute, 'pactl get-sink-volume alsa_output.analog': volume })
const wire = (volume: string, name = 'alsa_output.analog'): Readonly<Record<string, string>> =>
  ({ 'wpctl get-volume @DEFAULT_AUDIO_SINK@': volume, 'wpctl inspect @DEFAULT_AUDIO_SINK@': `id 32, type PipeWire:Interface:Node\n  * node.name = "${name}"\n` })
const refused = { 'pactl get-default-sink': new Error('Connection failure: Connection refused') }
const FULL = 'Volume: front-left: 65536 / 100% / 0.00 dB,   front-right: 65536 / 100% / 0.00 dB\n        balance 0.00\n'
const ZERO = 'Volume: front-left: 0 /   0% / -inf dB,   front-right: 0 /   0% / -inf dB\n        balance 0.00\n'
const NONE = 'This computer has nothing to hear it on: no loudspeaker, no headphones.'
const MUTED = 'The sound of this computer is muted.'
const SILENT = 'The volume of this computer is at zero.'
const CANNOT = 'Whether it is muted cannot be told here.'

test.each<readonly [string, NodeJS.Platform, Readonly<Record<string, string | Error>>, Awaited<ReturnType<typeof hearing>>]>([
  ['a sink that is on', 'linux', pulse('Mute: no\n', FULL), { heard: true, detail: '' }],
  ['a muted sink', 'linux', pulse('Mute: yes\n', FULL), { heard: false, detail: MUTED }],
  ['a sink at zero', 'linux', pulse('Mute: no\n', ZERO), { heard: false, detail: SILENT }],
  ['one channel at zero', 'linux', pulse('Mute: no\n', ZERO.replace('/   0%', '/  40%')), { heard: true, detail: '' }],
  ['a sink whose volume nobody tells', 'linux', { 'pactl get-default-sink': 'a', 'pactl get-sink-mute a': 'Mute: no\n' }, { heard: true, detail: '' }],
  ['a sink that nobody can ask', 'linux', { 'pactl get-default-sink': 'a' }, { heard: true, detail: CANNOT }],
  ['PulseAudio without a sink', 'linux', { 'pactl get-default-sink': '(null)\n' }, { heard: false, detail: NONE }],
  ['a dummy', 'linux', { 'pactl get-default-sink': 'auto_null\n' }, { heard: false, detail: NONE }],
  ['PipeWire that is on', 'linux', wire('Volume: 0.40\n'), { heard: true, detail: '' }],
  ['PipeWire for which pactl is too old', 'linux', { 'pactl get-default-sink': new Error('No valid command specified'), ...wire('Volume: 0.40\n') }, { heard: true, detail: '' }],
  ['PipeWire muted', 'linux', wire('Volume: 0.40 [MUTED]\n'), { heard: false, detail: MUTED }],
  ['PipeWire at zero', 'linux', wire('Volume: 0.00\n'), { heard: false, detail: SILENT }],
  ['PipeWire with a dummy', 'linux', wire('Volume: 1.00\n', 'auto_null'), { heard: false, detail: NONE }],
  ['PipeWire without a sink', 'linux', wire(''), { heard: false, detail: NONE }],
  ['no service, but a card', 'linux', { ...refused, 'aplay -l': '**** List of PLAYBACK Hardware Devices ****\ncard 0: PCH [HDA Intel PCH], device 0: ALC257\n' }, { heard: true, detail: CANNOT }],
  ['no service and no card', 'linux', { ...refused, 'aplay -l': '' }, { heard: false, detail: 'The sound service of this computer does not answer: Connection failure: Connection refused.' }],
  ['no service', 'linux', refused, { heard: false, detail: 'The sound service of this computer does not answer: Connection failure: Connection refused.' }],
  ['ALSA alone without a card', 'linux', { 'aplay -l': '' }, { heard: false, detail: NONE }],
  ['nothing to ask', 'linux', {}, { heard: true, detail: CANNOT }],
  ['a Mac', 'darwin', { 'osascript -e get volume settings': 'output volume:50, input volume:75, alert volume:100, output muted:false\n' }, { heard: true, detail: '' }],
  ['a muted Mac', 'darwin', { 'osascript -e get volume settings': 'output volume:50, input volume:75, alert volume:100, output muted:true\n' }, { heard: false, detail: MUTED }],
  ['a Mac at zero', 'darwin', { 'osascript -e get volume settings': 'output volume:0, input volume:75, alert volume:100, output muted:false\n' }, { heard: false, detail: SILENT }],
  ['a Mac with a display that keeps its volume to itself', 'darwin', { 'osascript -e get volume settings': 'output volume:missing value, input volume:75, alert volume:100, output muted:missing value\n' }, { heard: true, detail: CANNOT }],
  ['Windows', 'win32', {}, { heard: true, detail: CANNOT }]
])('%s', async (_, platform, answers, expected) => {
  expect(await hearing(platform, having(answers))).toEqual(expected)
})
