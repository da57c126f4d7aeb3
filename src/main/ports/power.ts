/** The computer's sleep and its screen lock. Each listener runs once per event, however often the system repeats it; each returns its own unsubscribe. */
export interface Power {
  onSuspend(listener: () => void): () => void
  onResume(listener: () => void): () => void
  onLock(listener: () => void): () => void
  onUnlock(listener: () => void): () => void
  dispose(): void
}
