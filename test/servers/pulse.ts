import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { scratch, startProcess, until } from './process'

const run = promisify(execFile)

/** A real sound service without any device, and one loudspeaker in it that nobody hears. */
export interface Pulse {
  /** What a program sees that plays on it. */
  readonly env: Readonly<Record<string, string>>
  /** Such as `set-sink-mute`, for the loudspeaker. */
  readonly control: (...args: readonly string[]) => Promise<string>
  readonly plugIn: () => Promise<void>
  /** Nothing when it is not plugged in. */
  readonly unplug: () => Promise<void>
  /** What came out of the loudspeaker while `work` went on, as amplitudes from -1 to 1 at 44.1 kHz. */
  readonly record: (work: () => Promise<unknown>) => Promise<readonly number[]>
  readonly stop: () => Promise<void>
}

const SINK = 'garda_test'

export const startPulse = async (): Promise<Pulse> => {
  const folder = await scratch('pulse')
  const socket = join(folder.path, 'native')
  const env = {
    PATH: process.env['PATH'] ?? '', LC_ALL: 'C', HOME: folder.path, XDG_RUNTIME_DIR: folder.path, PULSE_RUNTIME_PATH: folder.path, PULSE_SERVER: `unix:${socket}`, DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder.path}/no-bus`
  }
  const control: Pulse['control'] = async (...args) => (await run('pactl', [...args], { env, timeout: 10_000 })).stdout.trim()
  const daemon = await startProcess({
    command: 'pulseaudio', env, ready: async () => (await control('info')).includes('Server Name'),
    args: ['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--disable-shm=yes', '--high-priority=no', '--realtime=no', `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`]
  })
  let module = ''
  return {
    env,
    control,
    plugIn: async () => { module = await control('load-module', 'module-null-sink', `sink_name=${SINK}`) },
    unplug: async () => {
      if (module === '') return
      await control('unload-module', module)
      module = ''
    },
    record: async (work) => {
      const recorder = spawn('parec', ['--raw', '--format=s16le', '--rate=44100', '--channels=1', '--latency-msec=20', '-d', `${SINK}.monitor`], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      const heard: Buffer[] = []
      let bytes = 0
      recorder.stdout.on('data', (chunk: Buffer) => { heard.push(chunk); bytes += chunk.length })
      const ended = once(recorder, 'close')
      try {
        await until('the first of the recording', () => bytes, (count) => count > 0)
        await work()
        // what was played is in the recording once as much again has been recorded as may still be on its way
        const enough = bytes + 44_100
        await until('the rest of the recording', () => bytes, (count) => count > enough)
      } finally {
        recorder.kill('SIGKILL')
        await ended
      }
      const all = Buffer.concat(heard)
      return Array.from({ length: Math.floor(all.length / 2) }, (_, i) => all.readInt16LE(2 * i) / 32_768)
    },
    stop: async () => { await daemon.stop(); await folder.remove() }
  }
}
