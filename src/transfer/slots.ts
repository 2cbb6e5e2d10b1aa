/** Connections, few as they are: who wants one waits until it is its turn. Pure. */
export interface Slots {
  /**
   * The lowest `rank` goes first, then who came first. Gives what frees the slot. Rejects with the signal's reason.
   * `more`: so many slots above the count are there for who takes this one.
   */
  take(rank: number, signal: AbortSignal, more?: number): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let taken = 0;
  const waiting: { rank: number; most: number; start: () => void }[] = [];

  function give(): () => void {
    let freed = false;
    return () => {
      if (freed) return;
      freed = true;
      taken--;
      while (waiting[0] && taken < waiting[0].most) {
        taken++;
        waiting.shift()?.start();
      }
    };
  }

  return {
    async take(rank, signal, more = 0) {
      signal.throwIfAborted();
      const most = count + more;
      if (taken < most) {
        taken++;
        return give();
      }
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal.reason);
        };
        const entry = {
          rank,
          most,
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
