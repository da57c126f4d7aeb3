import { memo, type ReactNode } from 'react'
import { CartesianGrid, Line, LineChart, ReferenceArea, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts'
import uPlot from 'uplot'
import { createCrosshair, createTurns, PanelSlot, TimePanel } from '../../../src/renderer/charts'
import { STEP_MS, type Drawn, type Sample, type Samples } from './data'

export const WIDTH = 420
export const HEIGHT = 200
const COLOURS = ['#1565c0', '#c62828', '#2e7d32', '#ef6c00', '#6a1b9a', '#00838f', '#ad1457', '#4e342e', '#37474f', '#9e9d24']
const SIZE = { width: WIDTH, height: HEIGHT }
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16)

/** recharts as its documentation shows it, with the same band, limit and change. `sync`: with the crosshair of all panels, by its `syncId`. */
export const Plain = memo(({ rows, series, sync }: { readonly rows: readonly Sample[]; readonly series: number; readonly sync: boolean }): ReactNode => {
  const at = (part: number): number => rows[Math.floor((rows.length - 1) * part)]!['at']!
  return (
    <LineChart {...SIZE} data={[...rows]} {...(sync ? { syncId: 'bench' } : {})}>
      <CartesianGrid strokeDasharray="3 3" />
      <XAxis dataKey="at" type="number" domain={['dataMin', 'dataMax']} tickFormatter={clock} />
      <YAxis width={40} />
      <Tooltip isAnimationActive={false} />
      <ReferenceArea x1={at(0.7)} x2={at(1)} />
      <ReferenceLine y={200} stroke="red" label="limit 200" />
      <ReferenceLine x={at(0.5)} label="v2" />
      {Array.from({ length: series }, (_, s) => <Line key={s} type="linear" dataKey={`s${s}`} stroke={COLOURS[s % COLOURS.length]} dot={false} isAnimationActive={false} />)}
    </LineChart>
  )
})
Plain.displayName = 'Plain'

const crosshair = createCrosshair()
const turns = createTurns()
interface GardaProps { readonly drawn: Drawn; readonly first: boolean; readonly series: number }

const One = ({ drawn: { panel, data, window, marks }, first, series, width, height }: GardaProps & { readonly width: number; readonly height: number }): ReactNode => (
  <TimePanel
    panel={panel} data={data} window={window} marks={marks} status={ANSWERED} source="bench" intervalMs={STEP_MS} zone="utc" crosshair={crosshair} chip={first} width={width} height={height} most={series}
  />
)
const ANSWERED = { kind: 'answered' } as const

/** Garda's own graph. */
export const Garda = memo((props: GardaProps): ReactNode => <div style={SIZE}><One {...props} {...SIZE} /></div>)
Garda.displayName = 'Garda'

/** The same as a page places them: in turns, and only what is near the window. */
export const Slotted = memo((props: GardaProps): ReactNode => (
  <div style={{ ...SIZE, display: 'grid' }}><PanelSlot turns={turns} minHeight={HEIGHT}>{({ width, height }) => <One {...props} width={width} height={height} />}</PanelSlot></div>
))
Slotted.displayName = 'Slotted'

const columns = ({ t, v }: Samples): uPlot.AlignedData => [t.map((at) => at / 1000), ...v]
export const plotOf = (samples: Samples, host: HTMLElement): uPlot =>
  new uPlot({ ...SIZE, legend: { show: false }, cursor: { sync: { key: 'bench' } }, series: [{}, ...samples.v.map((_, s) => ({ stroke: COLOURS[s % COLOURS.length], points: { show: false } }))] }, columns(samples), host)
export const refill = (plot: uPlot, samples: Samples): void => { plot.setData(columns(samples)) }
