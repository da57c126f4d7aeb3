/**
 * Where the session bus listens: what the session says, else the place that systemd sessions use; null when neither is known.
 * `uid` is the user's number where the system has such a thing. (D-Bus specification, "Well-known Message Bus Instances".)
 */
export const sessionBusAddress = (env: Readonly<Record<string, string | undefined>>, uid: number | null = process.getuid?.() ?? null): string | null => {
  const runtime = env['XDG_RUNTIME_DIR'] || (uid === null ? null : `/run/user/${uid}`)
  return env['DBUS_SESSION_BUS_ADDRESS'] || (runtime === null ? null : `unix:path=${runtime}/bus`)
}

/** Where the system bus listens (the same specification). */
export const systemBusAddress = (env: Readonly<Record<string, string | undefined>>): string => env['DBUS_SYSTEM_BUS_ADDRESS'] || 'unix:path=/run/dbus/system_bus_socket'
