import type { Notice, NoticeCode } from '@shared/domain/notice'
import { severityRank } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'

/** A notice as a sentence; what it quotes was written by others. */
export const noticeText = (notice: Notice): string => {
  const values: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(notice.values)) values[key] = typeof value === 'string' ? clean(value, { max: 300 }) : value
  return t(`notice.${notice.code}`, values)
}

/** The worst first, of those the newest. */
export const inOrderOfWorth = (notices: readonly Notice[]): readonly Notice[] => [...notices].sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || b.at - a.at)

/** What happened once is for whoever comes by within a day; on a wall nobody puts it away. */
const ONCE: readonly NoticeCode[] = ['crashed', 'clock-jumped', 'scheduler-stalled', 'journal-torn', 'journal-damaged', 'ledger-damaged', 'settings-damaged', 'sign-in-unkept']
const DAY_MS = 24 * 3_600_000

/** What a wall says of Garda itself: what threatens its watch or has interrupted it, at `now`, ms; not what is only worth knowing to somebody at the window. */
export const toldOnWall = (notices: readonly Notice[], now: number): readonly Notice[] =>
  inOrderOfWorth(notices.filter(({ code, severity, at }) => severity !== 'info' && (!ONCE.includes(code) || now - at < DAY_MS)))
