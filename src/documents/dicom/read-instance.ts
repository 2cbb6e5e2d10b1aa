/** Reads a header in as many steps as it takes: the caller brings bytes, nothing here waits. */
import { readDicomHeader } from './header.js';
import type { DicomReading } from './instance.js';

export type InstanceReader =
  | { done: true; value: DicomReading }
  | {
      done: false;
      /** So many bytes from the start of the file are needed. */
      wants: number;
      /** Goes on with the head of that length, or of whatever length there is. */
      withMore(head: Uint8Array): InstanceReader;
      /** What the bytes so far say, when there are no others to be had. */
      withoutMore(): DicomReading;
    };

/** @param size of the whole file, in bytes */
export function instanceReader(head: Uint8Array, size: number): InstanceReader {
  const header = readDicomHeader(head, { size });
  if (header.complete) return { done: true, value: header };
  return {
    done: false,
    wants: header.wants,
    withMore: (longer) =>
      longer.length > head.length
        ? instanceReader(longer, size)
        : { done: true, value: readDicomHeader(head, { size: head.length }) },
    withoutMore: () => readDicomHeader(head, { size: head.length }),
  };
}
