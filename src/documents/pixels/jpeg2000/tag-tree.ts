/** Tag trees (ITU-T T.800 section B.10.2): the minimum of each quad of a smaller array is told first. */

const UNKNOWN = 0x7fffffff;

export class TagTree {
  readonly #levels: { width: number; value: Int32Array; low: Int32Array }[] = [];

  constructor(width: number, height: number) {
    for (;;) {
      const size = width * height;
      this.#levels.push({ width, value: new Int32Array(size).fill(UNKNOWN), low: new Int32Array(size) });
      if (size <= 1) break;
      width = (width + 1) >> 1;
      height = (height + 1) >> 1;
    }
  }

  /** Reads until it is known whether the value at these coordinates is below `threshold`. */
  below(x: number, y: number, threshold: number, bit: () => number): boolean {
    let low = 0;
    for (let index = this.#levels.length - 1; index >= 0; index--) {
      const level = this.#levels[index]!;
      const at = (y >> index) * level.width + (x >> index);
      low = Math.max(low, level.low[at]!);
      while (low < threshold && low < level.value[at]!) {
        if (bit()) level.value[at] = low;
        else low++;
      }
      level.low[at] = low;
    }
    return this.#levels[0]!.value[y * this.#levels[0]!.width + x]! < threshold;
  }
}
