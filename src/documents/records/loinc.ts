/**
 * LOINC document codes (loinc.org, scale Doc, and the panels that reports are named by) and the codes of diagnostic
 * services (HL7 v2 table 0074, LOINC parts of US Core) as categories. A code that is not here says nothing.
 */
import type { RecordCategory } from './category.js';

const CODES: Record<RecordCategory, string> = {
  'radiology-report':
    '18748-4 18726-0 18747-6 18755-9 18760-9 18757-5 18758-3 18782-3 68604-8 24627-2 24725-4 24590-2 36643-5 30746-2 ' +
    '25045-6 25056-3 43468-8 25061-3 LP29684-5',
  'pathology-report': '11526-1 60567-5 60568-3 22634-0 22637-3 27898-6 26439-0 26438-2 LP7839-6',
  'operation-note': '11504-8 34868-0 34874-8 28573-8',
  'lab-results': '11502-2 26436-6 18719-5 18723-7 18725-2 58410-2 57021-8 24323-8 24321-2 24331-1 18729-4',
  'medication-list': '10160-0 56445-0 29549-3 57833-6 60593-1 19009-0',
  referral: '57133-1 57134-9',
  'discharge-summary': '18842-5 28655-9 34105-7 34106-5 11490-0 28574-2 8648-8',
  consent: '59284-0 64293-4 61358-8 61359-6 64292-6 57016-8',
  'treatment-plan': '18776-5 52521-2 56447-6 61145-9',
  // Summaries, consultations, histories, progress and procedure notes: known, and none of the others.
  other: '34133-9 60591-5 11488-4 34117-2 11506-3 28570-0 18761-7 34108-1 34109-9',
};

/** v2 table 0074. HM (haematology) to MB are the laboratory's, the others imaging's and pathology's. */
const SERVICES: Partial<Record<RecordCategory, string>> = {
  'radiology-report': 'RAD RX CT NMR NMS RUS XRC VUS OUS IMG',
  'pathology-report': 'PAT SP CP',
  'lab-results': 'LAB HM CH MB SR VR MCB MYC PCR TX BLB CG IMM',
};

const table = (lists: Partial<Record<RecordCategory, string>>) =>
  new Map(
    Object.entries(lists).flatMap(([category, codes]) =>
      codes.split(' ').map((code) => [code, category as RecordCategory] as const),
    ),
  );
const loinc = table(CODES);
const services = table(SERVICES);

/** `system` is a URI or an OID; codes of other systems say nothing. */
export function categoryOfCode(system: string, code: string): RecordCategory | undefined {
  if (/loinc\.org|2\.16\.840\.1\.113883\.6\.1$/.test(system)) return loinc.get(code);
  if (/v2-0074|2\.16\.840\.1\.113883\.12\.74$/.test(system)) return services.get(code);
  if (/observation-category$/.test(system)) return code === 'laboratory' ? 'lab-results' : undefined;
  return undefined;
}
