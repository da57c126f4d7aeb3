/** What tests and measurements need beside Electron: program, or file, → Debian package, or the names it has had, newest first. */
export const programs = /** @type {const} */ ({
  'Xvfb': ['xvfb'],
  'Xorg': ['xserver-xorg-core'],
  '/usr/lib/xorg/modules/drivers/dummy_drv.so': ['xserver-xorg-video-dummy'],
  'dbus-daemon': ['dbus-daemon', 'dbus'],
  'dbus-monitor': ['dbus-bin', 'dbus'],
  'dunst': ['dunst'],
  'notify-send': ['libnotify-bin'],
  'openbox': ['openbox'],
  'trayer': ['trayer'],
  'xdotool': ['xdotool'],
  'xwd': ['x11-apps'],
  'xrandr': ['x11-xserver-utils'],
  'pulseaudio': ['pulseaudio'],
  'paplay': ['pulseaudio-utils'],
  'gio': ['libglib2.0-bin'],
  'systemd-analyze': ['systemd'],
  'openssl': ['openssl'],
  'certutil': ['libnss3-tools'],
  'prometheus': ['prometheus'],
  'prometheus-alertmanager': ['prometheus-alertmanager'],
  'prometheus-node-exporter': ['prometheus-node-exporter']
})
