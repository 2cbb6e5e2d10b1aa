/**
 * Browsers count the bytes of a buffer, but not those of a blob, when they decide whether to look for what is no longer
 * used: without this, a gigabyte of blobs that were sent stays in memory (measured in Chromium). No page of it is touched.
 * `bytes`: of what was let go. What a blob takes from files is not in memory.
 */
export function nudgeCollector(bytes: number): void {
  try {
    new ArrayBuffer(bytes);
  } catch {
    // Memory is short: the browser looks by itself.
  }
}
