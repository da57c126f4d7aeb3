import type { ReactNode } from 'react'

/** Outlines of the severity glyphs, 20 by 20; coloured by the `.sev-*` class of whoever uses them. */
const GLYPHS: Readonly<Record<string, ReactNode>> = {
  'g-critical': <><path d="M6.3.8h7.4l5.5 5.5v7.4l-5.5 5.5H6.3L.8 13.7V6.3z" fill="var(--c-fill)" /><path d="M13.1 8.1A3.5 3.5 0 1 0 13.1 11.9" fill="none" stroke="var(--c-on)" strokeWidth="2.3" /></>,
  'g-critical-held': <><path d="M6.7 1.8h6.6l4.9 4.9v6.6l-4.9 4.9H6.7l-4.9-4.9V6.7z" fill="none" stroke="var(--c)" strokeWidth="1.9" /><path d="M12.6 8.4A3 3 0 1 0 12.6 11.6" fill="none" stroke="var(--c)" strokeWidth="1.9" /></>,
  'g-critical-pending': <path d="M6.7 1.8h6.6l4.9 4.9v6.6l-4.9 4.9H6.7l-4.9-4.9V6.7z" fill="none" stroke="var(--c)" strokeWidth="1.6" strokeDasharray="2.6 2.2" />,
  'g-warning': <><path d="M10 1.7 19 17.9H1z" fill="var(--c-fill)" stroke="var(--c)" strokeWidth="1.6" strokeLinejoin="round" /><path d="M5.9 10.2 7.6 15.3 10 10.9 12.4 15.3 14.1 10.2" fill="none" stroke="var(--c-on)" strokeWidth="1.7" strokeLinejoin="round" strokeLinecap="round" /></>,
  'g-warning-held': <><path d="M10 2.2 18.6 17.7H1.4z" fill="none" stroke="var(--c)" strokeWidth="1.8" strokeLinejoin="round" /><path d="M6.6 11 8.1 15.1 10 11.5 11.9 15.1 13.4 11" fill="none" stroke="var(--c)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" /></>,
  'g-warning-pending': <path d="M10 2.2 18.6 17.7H1.4z" fill="none" stroke="var(--c)" strokeWidth="1.6" strokeLinejoin="round" strokeDasharray="2.6 2.2" />,
  'g-info': <><circle cx="10" cy="10" r="8.2" fill="none" stroke="var(--c)" strokeWidth="1.8" /><path d="M10 9v5.2" stroke="var(--c)" strokeWidth="2.2" /><circle cx="10" cy="6" r="1.35" fill="var(--c)" /></>,
  'g-unknown': <><path d="M1.5 1.5h17v17h-17z" fill="none" stroke="var(--c)" strokeWidth="1.7" strokeDasharray="3.4 2.26" /><path d="M7 7.7a3 3 0 1 1 4.6 2.55C10.5 10.95 10 11.5 10 12.7" fill="none" stroke="var(--c)" strokeWidth="1.9" /><circle cx="10" cy="15.2" r="1.25" fill="var(--c)" /></>,
  'g-ok': <><circle cx="10" cy="10" r="8.2" fill="none" stroke="var(--c)" strokeWidth="1.3" opacity=".7" /><path d="m6.3 10.3 2.6 2.5 4.8-5.3" fill="none" stroke="var(--c)" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" /></>
}

/** Outlines of the line icons, 16 by 16; drawn in the ink around them. */
const ICONS = {
  alerts: <path d="M3.6 11.2V7.2a4.4 4.4 0 0 1 8.8 0v4l1.1 1.3h-11zM6.6 14.3h2.8" />,
  arrowLeft: <path d="M13 8H3M7 4 3 8l4 4" />,
  book: <path d="M3 2.5h8.5A1.5 1.5 0 0 1 13 4v9.5H4.5A1.5 1.5 0 0 1 3 12zM3 12a1.5 1.5 0 0 1 1.5-1.5H13" />,
  check: <path d="m3 8.5 3.3 3.3L13 4.8" />,
  chevron: <path d="m6 4 4 4-4 4" />,
  chevronDown: <path d="m4 6 4 4 4-4" />,
  copy: <><path d="M5.5 5.5h8v8h-8z" /><path d="M10.5 5.5v-3h-8v8h3" /></>,
  dashboards: <path d="M2 2.5h12v11H2zM2 6.5h12M8 6.5v7M4 4.5h3" />,
  external: <path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5" />,
  eye: <><path d="M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4z" /><circle cx="8" cy="8" r="1.7" /></>,
  eyeOff: <><path d="M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4z" /><path d="M3 13 13 3" /></>,
  graph: <path d="M2 2v12h12M4.5 10.5l3-4 2.4 2.2L13.6 4" />,
  help: <><circle cx="8" cy="8" r="6" /><path d="M6.2 6.3a1.9 1.9 0 1 1 2.7 1.75c-.6.3-.9.7-.9 1.3M8 11.5v.1" /></>,
  moon: <path d="M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z" />,
  mute: <path d="M3.6 11.2V7.2A4.4 4.4 0 0 1 10 3.3M12.3 6.2l.1 1v4l1.1 1.3h-8M2.5 13.5l11-11" />,
  onCall: <><path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3" /><path d="M8 8.2v2.2l1.6 1" /></>,
  overview: <path d="M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z" />,
  pause: <path d="M5.5 3v10M10.5 3v10" />,
  pc: <path d="M2 3h12v8H2zM5.5 14h5M8 11v3" />,
  person: <><circle cx="8" cy="5.2" r="2.9" /><path d="M2.4 14c.5-3 2.7-4.4 5.6-4.4s5.1 1.4 5.6 4.4" /></>,
  pin: <path d="M6 2h4M6.8 2v4.2L4.5 9.3h7L9.2 6.2V2M8 9.3V14" />,
  play: <path d="M4.5 3v10l8-5z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  repo: <><path d="M4.5 2v8.5M4.5 5.5a4 4 0 0 0 4 4h1" /><circle cx="4.5" cy="12.2" r="1.7" /><circle cx="11.2" cy="9.5" r="1.7" /></>,
  save: <path d="M8 2v7.5M4.8 6.6 8 9.8l3.2-3.2M2.5 10.5v3h11v-3" />,
  search: <><circle cx="7" cy="7" r="4.3" /><path d="m10.3 10.3 3.4 3.4" /></>,
  services: <path d="M8 1.8 14 5 8 8.2 2 5zM2 8l6 3.2L14 8M2 11l6 3.2L14 11" />,
  settings: <><path d="M2 4.5h6.5M12.5 4.5H14M2 11.5h1.5M7.5 11.5H14" /><circle cx="10.5" cy="4.5" r="1.9" /><circle cx="5.5" cy="11.5" r="1.9" /></>,
  sources: <><ellipse cx="8" cy="3.7" rx="5.2" ry="1.9" /><path d="M2.8 3.7v8.6c0 1.05 2.33 1.9 5.2 1.9s5.2-.85 5.2-1.9V3.7M2.8 8c0 1.05 2.33 1.9 5.2 1.9s5.2-.85 5.2-1.9" /></>,
  timeline: <path d="M2 3.5h7M5 8h8M3.5 12.5h6M13.5 2v3M2.6 6.6v2.8" />,
  x: <path d="m4 4 8 8M12 4l-8 8" />
} as const satisfies Readonly<Record<string, ReactNode>>

export type IconName = keyof typeof ICONS

/** All symbols of the window, drawn by nothing itself. Once, at the root. */
export const Sprite = (): ReactNode => (
  <svg aria-hidden="true" style={{ position: 'absolute', width: 0, height: 0 }}>
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6" stroke="var(--g-unknown-edge)" strokeWidth="1" /></pattern>
    </defs>
    {Object.entries(GLYPHS).map(([id, shape]) => <symbol key={id} id={id} viewBox="0 0 20 20">{shape}</symbol>)}
    {Object.entries(ICONS).map(([name, shape]) => <symbol key={name} id={`i-${name}`} viewBox="0 0 16 16">{shape}</symbol>)}
    <symbol id="mark" viewBox="0 0 24 24">
      <path d="M20.5 12A8.5 8.5 0 1 1 17.6 5.6" fill="none" stroke="currentColor" strokeWidth="2.3" /><path d="M12.5 12h8.5" stroke="currentColor" strokeWidth="2.3" /><circle cx="12" cy="12" r="2.1" fill="currentColor" />
    </symbol>
  </svg>
)
