/** What the backend in memory starts with: an invented clinic, and a case to show. */
import { CONTRACT_VERSION, type Capabilities, type Case, type ConsentText } from '../../contract/index.js';

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
    turnaround: { minBusinessDays: 10, maxBusinessDays: 14 },
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
    withdrawal: true,
    serverTime: now,
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
