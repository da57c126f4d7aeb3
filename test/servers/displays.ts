import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startProcess, type Running } from './process'

/** An X server on a card that is none, with two displays side by side. */
export interface Displays extends Running { readonly DISPLAY: string }
const LEFT = { x: 0, y: 0, width: 1280, height: 800 }
export const RIGHT = { x: LEFT.width, y: 0, width: 1024, height: 768 }

const monitor = (name: string, { width, height }: typeof LEFT, place: string): string => `
Section "Monitor"
  Identifier "${name}"
  HorizSync 5-1000
  VertRefresh 5-200
  Option "Enable" "true"
  Option "PreferredMode" "${width}x${height}"
  ${place}
EndSection
`
const config = `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
  Option "Monitor-DUMMY0" "left"
  Option "Monitor-DUMMY1" "right"
EndSection
${monitor('left', LEFT, 'Option "Primary" "true"')}${monitor('right', RIGHT, 'Option "RightOf" "DUMMY0"')}
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "left"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual ${LEFT.width + RIGHT.width} ${LEFT.height}
  EndSubSection
EndSection
`

/** `folder`: where its files may be. */
export const startDisplays = async (folder: string): Promise<Displays> => {
  const at = join(folder, 'displays')
  await mkdir(at)
  await writeFile(join(at, 'xorg.conf'), config)
  return startXServer('Xorg', ['-config', join(at, 'xorg.conf'), '-configdir', at, '-logfile', join(at, 'log'), '-nolisten', 'tcp', '-sharevts', '-novtswitch', '-keeptty'])
}

const MOST_TRIES = 5
/**
 * An X server on a display of its own, which can be reached. One that ends takes its number's socket away a moment after the number is free again,
 * and so that of a server which has taken the number meanwhile: then another one is started. It never begins anew when its last program leaves:
 * whoever comes in that moment is turned away.
 */
export const startXServer = async (command: string, args: readonly string[], tries = MOST_TRIES): Promise<Displays> => {
  const server = await startProcess({ command, args: ['-displayfd', '1', '-noreset', ...args], ready: (log) => /^\d+\n/m.test(log) })
  const DISPLAY = `:${/^(\d+)\n/m.exec(server.log())?.[1] ?? ''}`
  const screens = async (): Promise<boolean> => promisify(execFile)('xdotool', ['getdisplaygeometry'], { env: { ...process.env, DISPLAY }, timeout: 5_000 }).then(() => true, () => false)
  if (await screens()) return { ...server, DISPLAY }
  await server.stop()
  if (tries <= 1) throw new Error(`${command} took display ${DISPLAY} and cannot be reached there\n${server.log()}`)
  return startXServer(command, args, tries - 1)
}
