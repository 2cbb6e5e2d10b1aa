/** Connections, few as they are: who wants one waits until it is its turn. Pure. */
export interface Slots {
  /** The lowest `rank` goes first, then who came first. Gives what frees the slot. Rejects with the signal's reason. */
  take(rank: number, signal: AbortSignal): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: { rank: number; start: () => void }[] = [];

  function give(): () => void {
    let freed = false;
    return () => {
      if (freed) return;
      freed = true;
      const next = waiting.shift();
      if (next) next.start();
      else free++;
    };
  }

  return {
    async take(rank, signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free--;
        return give();
      }
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal.reason);
        };
        const entry = {
          rank,
          start: () => {
            signal.removeEventListener('abort', leave);
            resolve(give());
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        const before = waiting.findIndex((each) => each.rank > rank);
        waiting.splice(before < 0 ? waiting.length : before, 0, entry);
      });
    },
  };
}
