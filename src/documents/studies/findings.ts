/** In the order of the bits that stand for them. */
import type { DicomFinding } from '../dicom/instance.js';

export const DICOM_FINDINGS = [
  'no-preamble',
  'no-meta',
  'truncated',
  'malformed',
  'not-inflatable',
  'no-identity',
  'character-set',
  'pixels-missing',
] as const satisfies readonly DicomFinding[];

export const findingBits = (findings: readonly DicomFinding[]): number =>
  findings.reduce((bits, finding) => bits | (1 << DICOM_FINDINGS.indexOf(finding)), 0);
