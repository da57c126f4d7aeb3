#!/bin/sh
# Starts Garda and starts it again when it ends abnormally, where the system has nothing that does.
#
#   sh supervise.sh [--unit NAME] [--delay S] [--limit N] [--within S] [--] COMMAND [ARGUMENT ...]
#
#   --unit NAME   where a user manager of systemd has this unit, it is started instead, and this script ends
#   --delay S     seconds before the first restart (1); each one after it waits twice as long, a minute at most
#   --limit N     abnormal ends (5) within
#   --within S    so many seconds (300) are too many: it gives up
#
# An end with 0, with 64 (what was typed is wrong) or by a signal that asks for it is an end. With 75 Garda asks to be
# started anew. It ends with the code of the last run. POSIX sh; needs date, sleep, kill and nothing else.

say() { printf 'garda: %s\n' "$1" >&2; }

unit='' delay=1 limit=5 within=300
while [ $# -gt 0 ]; do
  case $1 in
    --unit | --delay | --limit | --within)
      [ $# -gt 1 ] || { say "$1 needs a value"; exit 64; }
      case $1 in
        --unit) unit=$2 ;;
        *)
          case $2 in '' | *[!0-9]*) say "$1: \"$2\" is no number"; exit 64 ;; esac
          case $1 in --delay) delay=$2 ;; --limit) limit=$2 ;; --within) within=$2 ;; esac
          ;;
      esac
      shift 2
      ;;
    --) shift; break ;;
    -*) say "unknown option $1"; exit 64 ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || { say 'nothing to start'; exit 64; }
[ "$limit" -gt 0 ] || { say '--limit: at least 1'; exit 64; }

# the user manager does not know the desktop by itself on every system
if [ -n "$unit" ] && command -v systemctl >/dev/null 2>&1 && systemctl --user cat "$unit" >/dev/null 2>&1; then
  systemctl --user import-environment DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_CURRENT_DESKTOP XDG_SESSION_TYPE DBUS_SESSION_BUS_ADDRESS >/dev/null 2>&1
  systemctl --user reset-failed "$unit" >/dev/null 2>&1
  if systemctl --user start "$unit"; then exit 0; fi
  say "$unit could not be started by systemd; watching over it here"
fi

# the sockets of the desktop: when those that were there are gone, the session is over
sockets() {
  case ${DISPLAY:-} in
    :*) number=${DISPLAY#:}; number=${number%%.*}; [ -S "/tmp/.X11-unix/X$number" ] && return 0 ;;
  esac
  case ${WAYLAND_DISPLAY:-} in
    '') return 1 ;;
    /*) [ -S "$WAYLAND_DISPLAY" ] ;;
    *) [ -S "${XDG_RUNTIME_DIR:-/nowhere}/$WAYLAND_DISPLAY" ] ;;
  esac
}
if sockets; then desktop=yes; else desktop=no; fi

GARDA_SUPERVISOR=supervisor
export GARDA_SUPERVISOR

child='' asked=''
end() {
  asked=$1
  if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null; fi
}
trap 'end TERM' TERM
trap 'end INT' INT
trap 'end HUP' HUP

# a signal ends a wait early, before the child has ended
await() {
  wait "$child"
  code=$?
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  child=''
}

ends='' wait=$delay
while :; do
  [ -z "$asked" ] || exit 0
  "$@" &
  child=$!
  # asked while it was being started: once it has begun, it hears of it
  [ -z "$asked" ] || { sleep 1; kill -TERM "$child" 2>/dev/null; }
  await
  [ -z "$asked" ] || exit 0
  case $code in
    0 | 129 | 130 | 143) exit 0 ;;
    64) exit 64 ;;
    75) say 'it asks to be started anew'; continue ;;
    126 | 127) say "$1 cannot be started; giving up"; exit "$code" ;;
  esac
  now=$(date +%s)
  kept='' count=1
  for at in $ends; do
    if [ $((now - at)) -lt "$within" ]; then kept="$kept $at"; count=$((count + 1)); fi
  done
  ends="$kept $now"
  [ "$count" -gt 1 ] || wait=$delay
  if [ "$count" -ge "$limit" ]; then
    words="it ended abnormally $count times within $within s, last with code $code: giving up. Nothing is watched until Garda is started again."
    say "$words"
    if command -v notify-send >/dev/null 2>&1; then notify-send --urgency=critical --app-name=Garda 'Garda does not watch' "Garda: $words" 2>/dev/null; fi
    exit "$code"
  fi
  say "it ended abnormally with code $code ($count of $limit within $within s); starting it again in $wait s"
  if [ "$wait" -gt 0 ]; then
    left=$wait
    # a second at a time: a signal that comes just before, or while it is being started, ends no sleep
    while [ "$left" -gt 0 ] && [ -z "$asked" ]; do
      sleep 1 &
      child=$!
      await
      left=$((left - 1))
    done
    [ -z "$asked" ] || exit 0
  fi
  # asked only now: a desktop that ends takes Garda with it before it takes its socket away
  if [ "$desktop" = yes ] && ! sockets; then say 'the desktop is gone: nothing to start it on'; exit 0; fi
  wait=$((wait * 2))
  [ "$wait" -le 60 ] || wait=60
done
