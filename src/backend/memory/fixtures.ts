/** What the backend in memory starts with: an invented clinic, and a case to show. */
import {
  CONTRACT_VERSION,
  type Capabilities,
  type Case,
  type CaseSummary,
  type ConsentText,
} from '../../contract/index.js';
import type { Held } from './held.js';

const CONSENT: Record<string, { title: string; text: string }> = {
  en: {
    title: 'Your consent to a second opinion',
    text: 'You ask Lindenfield Hospital for a second opinion. For this, our specialists need to see medical records and images.\n\nOnly the people who work on the case see them. You can withdraw this consent at any time.',
  },
  es: {
    title: 'Su consentimiento para una segunda opinión',
    text: 'Usted pide una segunda opinión a Lindenfield Hospital. Para ello, nuestros especialistas necesitan ver registros médicos e imágenes.\n\nSolo los ven las personas que trabajan en el caso. Puede retirar este consentimiento cuando quiera.',
  },
};

/** SHA-256 of text in UTF-8, as 64 hexadecimal digits. */
export async function sha256Hex(data: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function memoryConsentTexts(): Promise<ConsentText[]> {
  return Promise.all(
    Object.entries(CONSENT).map(async ([locale, { title, text }]) => ({
      id: 'second-opinion',
      version: '2026-11',
      locale,
      title,
      text,
      sha256: await sha256Hex(new TextEncoder().encode(text)),
    })),
  );
}

export function memoryCapabilities(consentTexts: ConsentText[], now: string): Capabilities {
  return {
    contractVersion: CONTRACT_VERSION,
    organisation: {
      name: 'Lindenfield Hospital',
      phone: '+1 555 0142',
      email: 'second-opinion@lindenfield.example',
      emergencyNumber: '911',
    },
    locales: ['en', 'es'],
    upload: { protocols: ['tus'], bundles: false },
    limits: {
      maxFileBytes: 2 ** 31,
      maxCaseBytes: 20 * 2 ** 30,
      maxDocumentsPerCase: 20_000,
      maxConnections: 4,
    },
    signIn: ['device'],
    consentTexts,
    eligibility: { defaultDefinitionId: 'general' },
    turnaround: {
      minBusinessDays: 10,
      maxBusinessDays: 14,
      phases: [
        { phase: 'submitted', minBusinessDays: 1, maxBusinessDays: 2 },
        { phase: 'checking-eligibility', minBusinessDays: 1, maxBusinessDays: 2 },
        { phase: 'collecting-records', minBusinessDays: 5, maxBusinessDays: 20 },
        { phase: 'matching-specialist', minBusinessDays: 1, maxBusinessDays: 3 },
        { phase: 'in-review', minBusinessDays: 6, maxBusinessDays: 8 },
        { phase: 'writing-report', minBusinessDays: 2, maxBusinessDays: 3 },
      ],
    },
    cost: {
      en: 'A written second opinion costs 480 dollars. Many insurers pay for it.',
      es: 'Una segunda opinión por escrito cuesta 480 dólares. Muchos seguros la pagan.',
    },
    imaging: {
      deidentify: null,
      alternatives: ['image-link', 'post', 'release-form', 'hospital-sends'],
      postalAddress: 'Lindenfield Hospital\nSecond opinions\n12 Linden Road\nLindenfield, EX 00142',
      releaseForm: {
        title: { en: 'Release of medical records', es: 'Autorización para entregar registros médicos' },
        text: {
          en: 'I ask the hospital named below to send copies of my medical records and images to Lindenfield Hospital, for a second opinion.',
          es: 'Pido al hospital indicado abajo que envíe copias de mis registros médicos e imágenes a Lindenfield Hospital, para una segunda opinión.',
        },
      },
    },
    signInCode: true,
    withdrawal: true,
    serverTime: now,
  };
}

/** One page with nothing on it (ISO 32000-2). */
const EMPTY_PDF = `%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj
trailer <</Root 1 0 R>>
%%EOF
`;

export const memoryReport = () => new Blob([EMPTY_PDF], { type: 'application/pdf' });

/** What a case says of a report that was released now. */
export const reportFile = (fileName: string, now: string) => ({
  fileName,
  size: EMPTY_PDF.length,
  sha256: '0'.repeat(64),
  releasedAt: now,
  openedAt: null,
});

export function summaryOf({ case: theCase }: Held): CaseSummary {
  const { id, reference, phase, phaseSince, createdAt, outcome, waitingOn, patient, requests, documents } =
    theCase;
  const asked = requests.filter(({ status, owner }) => status === 'open' && owner === 'patient').length;
  const failed = documents.filter(
    ({ status }) => status === 'rejected' || status === 'delivery-failed',
  ).length;
  return {
    id,
    reference,
    phase,
    phaseSince,
    createdAt,
    outcome,
    waitingOn,
    needed: phase === 'closed' ? 0 : asked + failed,
    unread: theCase.messaging?.unread ?? 0,
    patientGivenName: patient.givenName,
  };
}

/** A case of the invented patient; `changes` says what is different. */
export function memoryCase(changes: Partial<Case> = {}): Case {
  const at = '2026-11-16T09:30:00Z';
  return {
    id: '5f0c1b3e-7a52-4d0e-9a55-0f5b8f1d2c11',
    version: 1,
    reference: 'SO-7F3K-2QXA',
    externalReference: null,
    phase: 'submitted',
    phaseSince: at,
    outcome: null,
    waitingOn: 'clinic',
    locale: 'en',
    createdAt: at,
    patient: { givenName: 'Maria', familyName: 'Example', birthDate: '1964-05-17' },
    representative: null,
    contact: { email: 'maria@example.org' },
    reason: null,
    assessment: null,
    consents: [],
    requests: [],
    documents: [],
    estimate: { clockStartedAt: null, earliest: null, latest: null },
    report: null,
    lastEventId: 0,
    ...changes,
  };
}
