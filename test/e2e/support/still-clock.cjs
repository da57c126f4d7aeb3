// Loaded before Garda's own code: the main process's clock stands at one moment, so that two runs of the demo show the same second. Timers go on.
const at = Date.UTC(2026, 0, 15, 12)
globalThis.Date = new Proxy(Date, {
  construct: (real, args) => Reflect.construct(real, args.length === 0 ? [at] : args),
  get: (real, name) => (name === 'now' ? () => at : Reflect.get(real, name))
})
