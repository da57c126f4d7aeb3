/** When this Garda was last known to live, for whoever asks after a crash. To be called often: it costs next to nothing, and may lose what a power cut takes. */
export interface Life {
  /** Null: nobody knows. */
  last(): Promise<number | null>
  mark(at: number): void
}
