/** What a de-identified data set says of itself: PS3.15 section E.1.1, steps 6 to 8. */
import type { Encoding } from '../dicom/elements.js';
import type { ByteWriter } from './byte-writer.js';
import { writeCode } from './dummies.js';
import { EDITION, methodCodes, type ProfileOptions } from './options.js';

export interface Insertion {
  tag: number;
  name: string;
  /** For the report. */
  text: string;
  write(out: ByteWriter, encoding: Encoding): void;
}

export function insertionsFor(options: ProfileOptions): readonly Insertion[] {
  const text = (tag: number, vr: string, name: string, value: string): Insertion => ({
    ...{ tag, name, text: value },
    write: (out, encoding) => out.text(tag, vr, value, encoding),
  });
  const codes = methodCodes(options);
  return [
    text(0x00120062, 'CS', 'Patient Identity Removed', 'YES'),
    text(
      0x00120063,
      'LO',
      'De-identification Method',
      `DICOM PS3.15 ${EDITION} Basic Application Confidentiality Profile`,
    ),
    {
      tag: 0x00120064,
      name: 'De-identification Method Code Sequence',
      text: codes.map(([code]) => code).join(', '),
      write(out, encoding) {
        const items = codes.map(
          ([code, meaning]) =>
            () =>
              writeCode(out, encoding, [code, 'DCM', meaning]),
        );
        out.sequence(0x00120064, items, encoding);
      },
    },
    text(
      0x00280303,
      'CS',
      'Longitudinal Temporal Information Modified',
      options.fullDates ? 'UNMODIFIED' : 'REMOVED',
    ),
  ];
}
