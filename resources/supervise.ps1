# Starts Garda on Windows and starts it again when it ends abnormally, as supervise.sh does elsewhere.
#
#   powershell -File supervise.ps1 PROGRAM [ARGUMENTS, in base64 of UTF-8]
#
# An end with 0 or 64 (what was typed is wrong) is an end; with 75 Garda asks to be started anew. Five abnormal ends
# within five minutes are too many. The end of the session ends this script too.

$program = $args[0]
$line = if ($args.Count -gt 1) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($args[1])) } else { '' }
$env:GARDA_SUPERVISOR = 'supervisor'
$ends = @()
$wait = 1

while ($true) {
  $info = New-Object Diagnostics.ProcessStartInfo
  $info.FileName = $program
  $info.Arguments = $line
  $info.UseShellExecute = $false
  try { $garda = [Diagnostics.Process]::Start($info) } catch { exit 127 }
  $garda.WaitForExit()
  $code = $garda.ExitCode
  if ($code -eq 0 -or $code -eq 64) { exit $code }
  if ($code -eq 75) { continue }
  $now = Get-Date
  $ends = @($ends | Where-Object { ($now - $_).TotalSeconds -lt 300 }) + $now
  if ($ends.Count -eq 1) { $wait = 1 }
  if ($ends.Count -ge 5) { exit $code }
  Start-Sleep -Seconds $wait
  $wait = [Math]::Min($wait * 2, 60)
}
