import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
  const server = await startProcess({
    command: 'Xorg', args: ['-displayfd', '1', '-config', join(at, 'xorg.conf'), '-configdir', at, '-logfile', join(at, 'log'), '-nolisten', 'tcp', '-noreset', '-sharevts', '-novtswitch', '-keeptty'],
    ready: (log) => /^\d+$/m.test(log)
  })
  return { ...server, DISPLAY: `:${/^\d+$/m.exec(server.log())?.[0] ?? ''}` }
}
