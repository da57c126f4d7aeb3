/** A program that plays a WAV file once and then ends. */
export interface Player {
  readonly program: string
  /** It has no volume of its own: it gets a file that is quieter. */
  readonly scaled: boolean
  /** @param gain share of the file's amplitude, from 0 to 1 */
  readonly args: (file: string, gain: number) => readonly string[]
  /** What it is told by its environment, where a file's name must not be read as code. */
  readonly env?: (file: string) => Readonly<Record<string, string>>
}

const pipewire: Player = { program: 'pw-play', scaled: false, args: (file, gain) => ['--volume', gain.toFixed(3), file] }
// PulseAudio's volumes are the cube root of an amplitude; 65536 is all of it
const pulse: Player = { program: 'paplay', scaled: false, args: (file, gain) => ['--client-name=Garda', `--volume=${Math.round(65_536 * Math.cbrt(gain))}`, file] }
const alsa: Player = { program: 'aplay', scaled: true, args: (file) => ['-q', file] }
const mac: Player = { program: 'afplay', scaled: false, args: (file, gain) => ['-v', gain.toFixed(3), file] }
const windows: Player = {
  program: 'powershell.exe', scaled: true, env: (file) => ({ GARDA_SOUND: file }),
  args: () => ['-NoProfile', '-NonInteractive', '-Command', '(New-Object System.Media.SoundPlayer $env:GARDA_SOUND).PlaySync()']
}

/** What may play here, the best first. */
export const playersOf = (platform: NodeJS.Platform): readonly Player[] => {
  switch (platform) {
    case 'darwin': return [mac]
    case 'win32': return [windows]
    default: return [pipewire, pulse, alsa]
  }
}

/** The same WAV file, quieter. `wav`: 16 bit, with the plain head that scripts/lib/sounds.mjs writes. */
export const quieter = (wav: Buffer, gain: number): Buffer => {
  const bytes = Buffer.from(wav)
  for (let at = HEAD; at + 1 < bytes.length; at += 2) bytes.writeInt16LE(Math.round(bytes.readInt16LE(at) * gain), at)
  return bytes
}
const HEAD = 44
