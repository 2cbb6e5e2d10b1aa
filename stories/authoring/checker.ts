/** Asks for a check a moment after the last change; a check that is overtaken is dropped. */
import type { Asked, Told } from './check.js';

const PAUSE_MS = 350;
/** A check that takes longer is given up. */
const MOST_MS = 20_000;

export class Checker {
  readonly #onTold: (told: Told) => void;
  readonly #onGivenUp: () => void;
  #worker: Worker | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onTold: (told: Told) => void, onGivenUp: () => void) {
    this.#onTold = onTold;
    this.#onGivenUp = onGivenUp;
  }

  ask(asked: Asked, pause = PAUSE_MS): void {
    this.stop();
    this.#timer = setTimeout(() => {
      const worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' });
      this.#worker = worker;
      this.#timer = setTimeout(() => {
        this.stop();
        this.#onGivenUp();
      }, MOST_MS);
      worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
        this.stop();
        this.#onTold(data);
      });
      worker.addEventListener('error', () => {
        this.stop();
        this.#onGivenUp();
      });
      worker.postMessage(asked);
    }, pause);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
