// An Electron distribution carries a small app that opens the one named on the command line, so that
// `electron [-r module] <folder> args…` works. The fallback runtime comes without it; this takes its place.
const { app } = require('electron')
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

const preloads = []
let target = null
for (let i = 1; i < process.argv.length && target === null; i += 1) {
  const word = process.argv[i]
  if (word === '--version' || word === '-v') { console.log(`v${process.versions.electron}`); process.exit(0) }
  if (word === '-r' || word === '--require') preloads.push(process.argv[i += 1])
  else if (!word.startsWith('-')) target = path.resolve(word)
}

const refuse = (message) => { console.error(message); process.exit(1) }

if (target === null) refuse('usage: electron [-r module] <app folder or file> [arguments]')
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
const manifest = path.join(target, 'package.json')
if (existsSync(manifest)) {
  const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (version) app.setVersion(version)
  app.name = productName ?? name ?? app.name
  if (process.platform === 'linux') app.setDesktopName(`${app.name}.desktop`)
  app.setAppPath(target)
}
if (preloads.length > 0) Module._preloadModules(preloads)
try { Module._resolveFilename(target, null, true) } catch (error) { refuse(`no Electron app at ${target}: ${error.message}`) }
Module._load(target, null, true)
