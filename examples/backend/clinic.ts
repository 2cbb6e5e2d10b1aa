/** What the invented clinic offers: name, consent texts, turnaround, ways without an upload. */
import {
  CONTRACT_VERSION,
  type Capabilities,
  type CasePhase,
  type ConsentText,
  type ImagingOffer,
} from 'second-opinion-intake/contract';
import { defaultDefinition } from 'second-opinion-intake/eligibility';
import type { Config } from './config.js';
import { sha256 } from './digest.js';

export const ORGANISATION: Capabilities['organisation'] = {
  name: 'Lindenfield Hospital',
  phone: '+1 555 0142',
  email: 'second-opinion@lindenfield.example',
  emergencyNumber: '911',
};

const ALTERNATIVES: Omit<ImagingOffer, 'deidentify'> = {
  alternatives: ['image-link', 'post', 'release-form', 'hospital-sends'],
  postalAddress: 'Lindenfield Hospital\nSecond opinions\n12 Linden Road\nLindenfield, EX 00142',
  releaseForm: {
    title: { en: 'Release of medical records', es: 'Autorización para entregar registros médicos' },
    text: {
      en: 'I ask the hospital named below to send copies of my medical records and images to Lindenfield Hospital, for a second opinion.\n\nThis covers reports, laboratory results and imaging in DICOM format. I can take it back at any time by telling the hospital in writing; what was sent until then stays sent.',
      es: 'Pido al hospital indicado abajo que envíe copias de mis registros médicos e imágenes a Lindenfield Hospital, para una segunda opinión.\n\nIncluye informes, resultados de laboratorio e imágenes en formato DICOM. Puedo retirarla cuando quiera avisando al hospital por escrito; lo enviado hasta ese momento queda enviado.',
    },
  },
};

const TURNAROUND = { minBusinessDays: 10, maxBusinessDays: 14 };

/** Least and most business days. */
const PHASE_DAYS: [CasePhase, number, number][] = [
  ['submitted', 1, 2],
  ['checking-eligibility', 1, 3],
  ['accepted', 1, 1],
  ['collecting-records', 5, 20],
  ['matching-specialist', 1, 3],
  ['in-review', 5, 8],
  ['writing-report', 2, 3],
];

/** Messages that a patient may write once the report is there. */
export const FOLLOW_UP_QUESTIONS = 3;

function consentText(locale: string, title: string, paragraphs: string[]): ConsentText {
  const text = paragraphs.join('\n\n');
  return { id: 'second-opinion', version: '2026-11', locale, title, text, sha256: sha256(text) };
}

export const CONSENT_TEXTS: readonly ConsentText[] = [
  consentText('en', 'Your consent to a second opinion', [
    'You ask Lindenfield Hospital for a second opinion. For this, our specialists need to see medical records and images. Here is what happens with them.',
    'Who sees them: the doctors who give the second opinion, and the staff who prepare the case. Nobody else. We do not sell data, and we do not use it for advertising.',
    'What we keep: what you tell us, the files that you send, and our report. We keep them for as long as the law asks a hospital to keep records (ten years in most cases), on servers that we protect and check.',
    'What a second opinion is: one more look by another specialist. It does not replace your own doctor, and it is not for emergencies. We may agree with your doctor, or not. You decide what to do with it.',
    'Acting for someone else: if you ask for a child or another person, you confirm that you are allowed to.',
    'Changing your mind: you can withdraw this consent at any time by calling +1 555 0142. Then we stop, and delete what the law does not ask us to keep. What was done until then stays lawful.',
    'You can ask us at any time which data we have about you, and have mistakes put right.',
  ]),
  consentText('es', 'Su consentimiento para una segunda opinión', [
    'Usted pide una segunda opinión a Lindenfield Hospital. Para ello, nuestros especialistas necesitan ver registros médicos e imágenes. Esto es lo que pasa con ellos.',
    'Quién los ve: los médicos que dan la segunda opinión y el personal que prepara el caso. Nadie más. No vendemos datos ni los usamos para publicidad.',
    'Qué guardamos: lo que usted nos dice, los archivos que envía y nuestro informe. Los guardamos mientras la ley pida a un hospital conservar los registros (diez años en la mayoría de los casos), en servidores que protegemos y revisamos.',
    'Qué es una segunda opinión: otra mirada de otro especialista. No reemplaza a su médico y no es para emergencias. Podemos estar de acuerdo con su médico o no. Usted decide qué hacer con ella.',
    'Actuar por otra persona: si la pide para un menor o para otra persona, usted confirma que tiene permiso.',
    'Cambiar de idea: puede retirar este consentimiento cuando quiera llamando al +1 555 0142. Entonces paramos y borramos lo que la ley no nos pide guardar. Lo hecho hasta ese momento sigue siendo válido.',
    'Puede preguntarnos cuando quiera qué datos tenemos sobre usted y pedir que se corrijan los errores.',
  ]),
];

export function capabilities(config: Config, now: Date): Capabilities {
  return {
    contractVersion: CONTRACT_VERSION,
    organisation: ORGANISATION,
    locales: ['en', 'es'],
    upload: { protocols: ['tus'], bundles: true, pieces: { bytes: config.pieceBytes } },
    limits: {
      maxFileBytes: config.maxFileBytes,
      maxCaseBytes: config.maxCaseBytes,
      maxDocumentsPerCase: config.maxDocumentsPerCase,
      maxConnections: 4,
    },
    signIn: config.hostTokenSecret ? ['device', 'host-token', 'cookie'] : ['device'],
    consentTexts: [...CONSENT_TEXTS],
    eligibility: { defaultDefinitionId: defaultDefinition.id },
    turnaround: {
      ...TURNAROUND,
      phases: PHASE_DAYS.map(([phase, minBusinessDays, maxBusinessDays]) => ({
        phase,
        minBusinessDays,
        maxBusinessDays,
      })),
    },
    cost: {
      en: 'A written second opinion costs 480 dollars. Many insurers pay for it. You pay nothing before we have accepted the case.',
      es: 'Una segunda opinión por escrito cuesta 480 dólares. Muchos seguros la pagan. No paga nada antes de que aceptemos el caso.',
    },
    imaging: { deidentify: config.deidentify, ...ALTERNATIVES },
    withdrawal: true,
    signInCode: true,
    serverTime: now.toISOString(),
  };
}

/** The day that is so many business days (Monday to Friday) after a date, as `YYYY-MM-DD` in UTC. */
export function addBusinessDays(from: Date, days: number): string {
  const date = new Date(from);
  for (let left = days; left > 0;) {
    date.setUTCDate(date.getUTCDate() + 1);
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left--;
  }
  return date.toISOString().slice(0, 10);
}

/** When the report may be expected if the records are complete now. */
export function estimateFrom(now: Date): {
  clockStartedAt: Date;
  earliest: string;
  latest: string;
  delay: null;
} {
  return {
    clockStartedAt: now,
    delay: null,
    earliest: addBusinessDays(now, TURNAROUND.minBusinessDays),
    latest: addBusinessDays(now, TURNAROUND.maxBusinessDays),
  };
}
