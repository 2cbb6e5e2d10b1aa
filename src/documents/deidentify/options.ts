/** What of the Basic Application Level Confidentiality Profile is chosen. Without the table, for those who only ask for it. */

/** Of the standard whose table is applied. */
export const EDITION = '2024e';

/** Options of PS3.15 sections E.3.4 to E.3.12; what is false follows the Basic Profile. */
export interface ProfileOptions {
  /** Retain Longitudinal Temporal Information Full Dates (E.3.6). */
  fullDates: boolean;
  /** Retain UIDs (E.3.9). Otherwise UIDs are remapped. */
  uids: boolean;
  /** Retain Patient Characteristics (E.3.7): age, sex, size, weight, and the like. */
  patientCharacteristics: boolean;
  /** Retain Device Identity (E.3.8). */
  deviceIdentity: boolean;
  /** Retain Institution Identity (E.3.12). */
  institutionIdentity: boolean;
  /**
   * Clean Descriptors (E.3.5). A short descriptor (`SH`, `LO`) keeps its words but for those that identify: the file's own
   * names, ids and dates of birth, what follows a title, mail addresses, long numbers. Prose (`ST`, `LT`, `UT`) cannot be
   * shown to be harmless and goes as the Basic Profile says.
   */
  descriptors: boolean;
  /**
   * Clean Structured Content (E.3.4). The tree of a structured report stays with its codes, measurements and references;
   * its texts and names are replaced. Without it the whole tree is, key image notes included.
   */
  structuredContent: boolean;
}

/** For a second opinion: when things were, what was scanned and what was measured, and nobody's identity. */
export const SECOND_OPINION_PROFILE: ProfileOptions = {
  fullDates: true,
  uids: false,
  patientCharacteristics: false,
  deviceIdentity: false,
  institutionIdentity: false,
  descriptors: true,
  structuredContent: true,
};

/** CID 7050, code values and meanings, of what these options do (0012,0064). */
export function methodCodes(options: ProfileOptions): readonly (readonly [string, string])[] {
  const chosen: readonly (readonly [boolean, string, string])[] = [
    [true, '113100', 'Basic Application Confidentiality Profile'],
    [options.structuredContent, '113104', 'Clean Structured Content Option'],
    [options.descriptors, '113105', 'Clean Descriptors Option'],
    [options.fullDates, '113106', 'Retain Longitudinal Temporal Information Full Dates Option'],
    [options.patientCharacteristics, '113108', 'Retain Patient Characteristics Option'],
    [options.deviceIdentity, '113109', 'Retain Device Identity Option'],
    [options.uids, '113110', 'Retain UIDs Option'],
    [options.institutionIdentity, '113112', 'Retain Institution Identity Option'],
  ];
  return chosen.filter(([applies]) => applies).map(([, code, meaning]) => [code, meaning] as const);
}
