/** Keeps the screen on while files are sent: a phone that sleeps stops sending. Best effort (W3C Screen Wake Lock). */
export interface WakeLock {
  /** To be told of every change; repeating costs nothing. */
  want(on: boolean): void;
}

export function createWakeLock(): WakeLock {
  let wanted = false;
  let held: WakeLockSentinel | null = null;
  let asking = false;

  async function settle(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      // What is wanted may have changed since it was asked for.
      while (wanted !== (held !== null) && document.visibilityState === 'visible') {
        if (held) {
          const sentinel = held;
          held = null;
          await sentinel.release();
          continue;
        }
        const sentinel = await navigator.wakeLock.request('screen');
        held = sentinel;
        sentinel.addEventListener('release', () => {
          if (held === sentinel) held = null;
        });
      }
    } catch {
      // Not allowed here, or the battery is low: sending goes on without it.
    } finally {
      asking = false;
    }
  }
  /** A hidden page loses its lock. */
  const shown = () => void settle();

  return {
    want(on) {
      if (on === wanted || typeof document === 'undefined' || !('wakeLock' in navigator)) return;
      wanted = on;
      if (on) document.addEventListener('visibilitychange', shown);
      else document.removeEventListener('visibilitychange', shown);
      void settle();
    },
  };
}
