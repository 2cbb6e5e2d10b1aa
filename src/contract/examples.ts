/**
 * One example of every body on the wire. They stand in `openapi.json`, and a test parses each by its schema.
 * The patient is invented.
 */
import type { Assessment, AssessmentSubmission } from './assessment.js';
import type { BundleCompletion, BundleDeclaration, BundleWithPlan } from './bundle.js';
import { CONTRACT_VERSION, type Capabilities } from './capabilities.js';
import type { Case, CaseDraft, CasePatch, ConsentAgreement, ConsentRecord, RequestAnswer } from './case.js';
import type { CaseDocument, DocumentCompletion, DocumentPatch } from './document.js';
import type { CaseList } from './case-list.js';
import type { ReportLink, ReportLinkRequest } from './report-link.js';
import type { DocumentWithPlan, UploadPlan } from './upload-plan.js';
import type { DocumentDeclaration } from './document-declaration.js';
import type { DigestAnswer, DigestQuery } from './digest-query.js';
import type { EligibilityDefinition } from './eligibility-definition.js';
import type { CaseEvent, CaseEventList } from './event.js';
import type { MessageDraft, MessageList, MessagesRead } from './message.js';
import type { PatientRequest } from './patient-request.js';
import type { PieceCompletion, PieceDeclaration, PieceWithPlan } from './piece.js';
import { problemType, type Problem } from './problem.js';
import type { Session } from './access-token.js';
import type { SessionCodeRequest, SessionCodeSent } from './session-code.js';
import type { SessionRequest } from './session.js';

const CASE_ID = '5f0c1b3e-7a52-4d0e-9a55-0f5b8f1d2c11';
const DOCUMENT_ID = '0d9f6a70-3b1c-4c58-8a3d-6b1f0a6f3e22';
const BUNDLE_ID = 'b1c8a4de-27f5-4d0b-9b1e-8e5a3c6d7f44';
const PIECE_ID = '2f9e4b1a-90c3-4c7e-8d0a-5b7c1e3f6a55';
const REQUEST_ID = '9a1d6e44-5c07-4f0b-b7f4-21c2a4f9d733';
const MESSAGE_ID = '41c7e0d2-9b6a-4f58-8e31-7d2a5c9b0f66';
const ANSWER_ID = '8e5b1f93-2c4d-4a07-b6f8-0a9d3e7c1b77';
const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const BUNDLE_SHA256 = 'fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9';
const PIECE_SHA256 = [SHA256, BUNDLE_SHA256];
/** Over the two above. */
const COMPOSITE_SHA256 = '8bd0c1f9fb2a70a0b58630aa8c2a1c2b06423dbc4ff4c31a4e59931604cf4ca0';
const CONSENT_SHA256 = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';
const PIECE_BYTES = 8_388_608;
const AT = '2026-11-23T09:30:00Z';

const consent: ConsentAgreement = {
  textId: 'second-opinion',
  version: '2026-10',
  locale: 'en',
  sha256: CONSENT_SHA256,
  agreedAt: AT,
};

const consentRecord: ConsentRecord = {
  ...consent,
  id: '3a1f2a64-6f54-4f0d-a2f1-4d6a0e6c9b44',
  recordedAt: AT,
};

const declaration: DocumentDeclaration = {
  fileName: 'IM000001',
  mediaType: 'application/dicom',
  type: 'dicom',
  size: 526_228,
  sha256: SHA256,
  requestId: REQUEST_ID,
  category: 'imaging',
  title: 'CT of the head',
  recordDate: '2026-10-12',
  imaging: {
    studyInstanceUid: '2.25.280311541386480936498230985112474205001',
    seriesInstanceUid: '2.25.168231504387205716820379165023846178002',
    sopInstanceUid: '2.25.78134098235610487625091837465109238003',
  },
  findings: ['no-preamble'],
  identity: {
    match: 'different',
    reasons: ['birth-date-differs'],
    decision: 'confirmed-mine',
    decidedAt: AT,
  },
  deidentification: {
    profile: 'Basic Application Confidentiality Profile',
    edition: '2024b',
    methodCodes: ['113100', '113106'],
    pixelRisk: false,
  },
};

const document: CaseDocument = {
  ...declaration,
  id: DOCUMENT_ID,
  caseId: CASE_ID,
  requestId: REQUEST_ID,
  status: 'declared',
  rejection: null,
  declaredAt: AT,
  receivedAt: null,
};

const received: CaseDocument = { ...document, status: 'received', receivedAt: AT };

const parts = { minBytes: 0, maxBytes: 33_554_432, maxCount: 1_000, maxParallel: 1 };

const tusPlan: UploadPlan = {
  protocol: 'tus',
  tusVersion: '1.0.0',
  creationUrl: 'https://intake.example.org/uploads',
  uploadUrl: null,
  metadata: { documentId: DOCUMENT_ID },
  headers: {},
  parts,
  expiresAt: '2026-11-30T09:30:00Z',
  asyncCompletion: true,
};

const s3Plan: UploadPlan = {
  protocol: 's3-multipart',
  uploadId: 'VXBsb2FkIElE',
  partSize: 8_388_608,
  presigned: [
    {
      partNumber: 1,
      url: 'https://bucket.example.net/o/5f0c?partNumber=1&X-Amz-Signature=0',
      offset: 0,
      size: 526_228,
      headers: {},
      etag: null,
    },
  ],
  morePartsUrl: null,
  headers: {},
  parts: { minBytes: 5_242_880, maxBytes: 8_388_608, maxCount: 10_000, maxParallel: 4 },
  expiresAt: '2026-11-23T10:30:00Z',
  asyncCompletion: true,
};

const stowPlan: UploadPlan = {
  protocol: 'stow-rs',
  studiesUrl: 'https://pacs.example.org/dicom-web/studies',
  maxInstancesPerRequest: 1,
  headers: {},
  parts: { ...parts, maxCount: 1, maxParallel: 4 },
  expiresAt: '2026-11-23T10:30:00Z',
  asyncCompletion: false,
};

const draft: CaseDraft = {
  patient: { givenName: 'Maria', familyName: 'Example', birthDate: '1964-05-17' },
  representative: { name: 'Ana Example', role: 'family', authorityConfirmed: true },
  contact: { email: 'ana@example.org', phone: '+1 555 0100' },
  reason: 'We would like to understand whether the operation is needed.',
  locale: 'en',
  assessmentId: '7b2d9c80-15d7-4b61-9d0e-3f9a2c5e1a55',
  externalReference: null,
};

const theCase: Case = {
  id: CASE_ID,
  version: 4,
  reference: 'SO-7F3K-2QXA',
  externalReference: null,
  phase: 'collecting-records',
  phaseSince: AT,
  outcome: null,
  waitingOn: 'patient',
  locale: 'en',
  createdAt: AT,
  patient: draft.patient,
  representative: draft.representative,
  contact: draft.contact,
  reason: draft.reason ?? null,
  assessment: { id: '7b2d9c80-15d7-4b61-9d0e-3f9a2c5e1a55', outcomeKind: 'eligible' },
  consents: [consentRecord],
  requests: [
    {
      id: REQUEST_ID,
      kind: 'document',
      owner: 'patient',
      title: 'Pathology report',
      reason: 'The specialist compares it with the images.',
      dueOn: '2026-12-07',
      status: 'open',
      openedAt: AT,
      closedAt: null,
      answer: null,
    },
    {
      id: '64c7e3d1-0b5a-4f0e-8a1c-5d2f7b9e3c88',
      kind: 'document',
      owner: 'third-party',
      title: 'Records sent by a hospital',
      reason: null,
      dueOn: null,
      status: 'open',
      openedAt: AT,
      closedAt: null,
      answer: null,
      way: 'hospital-sends',
      detail: 'St Mary Hospital',
    },
  ],
  documents: [received],
  estimate: { clockStartedAt: null, earliest: null, latest: null },
  report: null,
  messaging: { unread: 0, open: true, questionsLeft: null },
  lastEventId: 7,
};

const event: CaseEvent = {
  id: 7,
  caseId: CASE_ID,
  type: 'case.phase-changed',
  at: AT,
  actor: 'clinic',
  reason: { code: 'records-incomplete', text: 'We still need the pathology report.' },
  data: { phase: 'collecting-records', previousPhase: 'accepted' },
};

const definition: EligibilityDefinition = {
  format: 'eligibility/1',
  id: 'example',
  version: '1',
  title: { en: 'Is a second opinion right for you?', es: '¿Le conviene una segunda opinión?' },
  questions: [
    { id: 'emergency', kind: 'boolean', label: { en: 'Is this an emergency?', es: '¿Es una emergencia?' } },
    {
      id: 'diagnosis',
      kind: 'boolean',
      unsure: true,
      label: { en: 'Has a doctor told you what you have?', es: '¿Un médico le dijo qué tiene?' },
      visible: { question: 'emergency', equals: false },
    },
  ],
  outcomes: [
    {
      id: 'emergency',
      kind: 'seek-care-now',
      title: { en: 'Get help now' },
      text: { en: 'Call the emergency number.' },
    },
    {
      id: 'yes',
      kind: 'eligible',
      title: { en: 'You can ask for one' },
      text: { en: 'Next, tell us who it is for.' },
    },
    { id: 'look', kind: 'needs-review', title: { en: 'Our team will look' }, text: { en: 'You can go on.' } },
  ],
  rules: [
    {
      id: 'emergency',
      outcome: 'emergency',
      when: { question: 'emergency', equals: true },
      reason: { en: 'You said that this is an emergency.' },
    },
    {
      id: 'has-diagnosis',
      outcome: 'yes',
      when: { question: 'diagnosis', equals: true },
      reason: { en: 'A doctor has told you what you have.' },
    },
  ],
  fallback: { outcome: 'look', reason: { en: 'We need to know more about your diagnosis.' } },
};

const capabilities: Capabilities = {
  contractVersion: CONTRACT_VERSION,
  organisation: {
    name: 'Example Clinic',
    phone: '+1 555 0100',
    email: 'help@example.org',
    emergencyNumber: '911',
  },
  locales: ['en', 'es'],
  upload: { protocols: ['tus'], bundles: true, pieces: { bytes: PIECE_BYTES } },
  limits: {
    maxFileBytes: 2_147_483_648,
    maxCaseBytes: 21_474_836_480,
    maxDocumentsPerCase: 20_000,
    maxConnections: 4,
  },
  signIn: ['device'],
  signInCode: true,
  withdrawal: true,
  consentTexts: [
    {
      id: 'second-opinion',
      version: '2026-10',
      locale: 'en',
      title: 'Your consent to a second opinion',
      text: 'foo',
      sha256: CONSENT_SHA256,
    },
  ],
  eligibility: { defaultDefinitionId: 'example' },
  turnaround: {
    minBusinessDays: 10,
    maxBusinessDays: 14,
    phases: [{ phase: 'collecting-records', minBusinessDays: 5, maxBusinessDays: 20 }],
  },
  cost: { en: 'A written second opinion costs 480 dollars.' },
  imaging: {
    deidentify: { options: ['retain-full-dates'] },
    alternatives: ['image-link', 'post', 'release-form', 'hospital-sends'],
    postalAddress: 'Example Clinic\nSecond opinions\n1 Example Street\nExampleton, EX 00000',
    releaseForm: {
      title: { en: 'Release of medical records' },
      text: { en: 'I ask the hospital named below to send copies of my records to Example Clinic.' },
    },
  },
  serverTime: AT,
};

const submission: AssessmentSubmission = {
  definitionId: 'example',
  definitionVersion: '1',
  definitionHash: 'f4837da770298da893d3d11bc4fb3765e7e0528e94d3165ed98cb979019cb830',
  answers: { emergency: false, diagnosis: { unsure: true } },
  outcomeId: 'look',
  trail: [
    { rule: 'emergency', truth: false },
    { rule: 'has-diagnosis', truth: 'unknown' },
  ],
  evaluatedAt: AT,
  locale: 'en',
};

const assessment: Assessment = {
  id: '7b2d9c80-15d7-4b61-9d0e-3f9a2c5e1a55',
  definitionId: 'example',
  definitionVersion: '1',
  outcomeId: 'look',
  outcomeKind: 'needs-review',
  agrees: true,
  expiresAt: '2026-12-23T09:30:00Z',
};

const problem: Problem = {
  type: problemType('too-large'),
  title: 'The file is larger than this backend accepts',
  status: 413,
  requestId: 'req-4f2a',
  limit: 2_147_483_648,
};

const sessionRequests: SessionRequest[] = [
  { grant: 'host-token', token: 'the host page’s own token' },
  { grant: 'code', reference: 'SO-7KQ2-MX4P', code: '40718263', proof: 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.c2ln' },
];
const sessionCodeRequest: SessionCodeRequest = { reference: 'SO-7KQ2-MX4P', locale: 'en' };
const sessionCodeSent: SessionCodeSent = { expiresIn: 900 };
const session: Session = {
  accessToken: 'c29tZS1vcGFxdWUtdG9rZW4',
  tokenType: 'Bearer',
  expiresAt: '2026-11-23T09:45:00Z',
  expiresIn: 900,
};
const completion: DocumentCompletion = { sha256: SHA256, size: 526_228 };
const withPlan: DocumentWithPlan = { document, plan: tusPlan };
const bundleDeclaration: BundleDeclaration = {
  size: 312_940,
  sha256: BUNDLE_SHA256,
  documents: [{ ...declaration, entry: '0' }],
};
const bundleWithPlan: BundleWithPlan = {
  bundle: {
    id: BUNDLE_ID,
    caseId: CASE_ID,
    size: 312_940,
    sha256: BUNDLE_SHA256,
    status: 'declared',
    rejection: null,
    declaredAt: AT,
  },
  plan: { ...tusPlan, metadata: { bundleId: BUNDLE_ID } },
  documents: [document],
};
const bundleUnpacked: BundleWithPlan = {
  bundle: { ...bundleWithPlan.bundle, status: 'unpacked' },
  plan: null,
  documents: [received],
};
const bundleCompletion: BundleCompletion = { sha256: BUNDLE_SHA256, size: 312_940 };
const largeDeclaration: DocumentDeclaration = {
  fileName: 'slides.svs',
  mediaType: 'application/octet-stream',
  type: 'other',
  size: PIECE_BYTES + 1_024,
  sha256: COMPOSITE_SHA256,
  pieces: { bytes: PIECE_BYTES, sha256: PIECE_SHA256 },
};
const large: CaseDocument = {
  id: '6f2b8c14-8a5d-4e39-b0c7-1d4e9a7f3b66',
  caseId: CASE_ID,
  fileName: 'slides.svs',
  mediaType: 'application/octet-stream',
  type: 'other',
  size: PIECE_BYTES + 1_024,
  sha256: COMPOSITE_SHA256,
  pieceBytes: PIECE_BYTES,
  status: 'receiving',
  rejection: null,
  requestId: null,
  declaredAt: AT,
  receivedAt: null,
};
const pieceDeclaration: PieceDeclaration = {
  sha256: SHA256,
  size: PIECE_BYTES,
  encoding: 'gzip',
  encoded: { sha256: CONSENT_SHA256, size: 3_512_077 },
};
const pieceWithPlan: PieceWithPlan = {
  piece: { id: PIECE_ID, sha256: SHA256, size: PIECE_BYTES, status: 'declared' },
  plan: { ...tusPlan, metadata: { pieceId: PIECE_ID }, asyncCompletion: false },
};
const pieceHeld: PieceWithPlan = { piece: { ...pieceWithPlan.piece, status: 'held' }, plan: null };
const pieceCompletion: PieceCompletion = pieceDeclaration.encoded;
const digestQuery: DigestQuery = { digests: PIECE_SHA256 };
const digestAnswer: DigestAnswer = { documents: [received], pieces: [BUNDLE_SHA256] };
const answer: RequestAnswer = { kind: 'third-party-sends' };
const patch: CasePatch = { phase: 'submitted' };
const documentPatch: DocumentPatch = {
  category: 'radiology-report',
  title: 'Report of the CT',
  recordDate: null,
};
const patientRequests: PatientRequest[] = [
  {
    kind: 'image-link',
    url: 'https://images.example.net/share/8fK2',
    accessCode: '4711',
    note: 'Valid until May',
  },
  { kind: 'post', note: 'Two discs' },
  { kind: 'release-form', hospital: 'St Mary Hospital' },
  { kind: 'hospital-sends', hospital: 'St Mary Hospital', note: 'Dr Miller in radiology knows' },
];
const list: CaseList = {
  cases: [
    {
      id: CASE_ID,
      reference: theCase.reference,
      phase: theCase.phase,
      createdAt: AT,
      phaseSince: AT,
      outcome: null,
      waitingOn: theCase.waitingOn,
      needed: 1,
      unread: 0,
      patientGivenName: theCase.patient.givenName,
    },
  ],
};
const messageDraft: MessageDraft = { text: 'May I send photos of the letter?', documentIds: [DOCUMENT_ID] };
const messageList: MessageList = {
  messages: [
    {
      id: MESSAGE_ID,
      caseId: CASE_ID,
      from: 'patient',
      author: null,
      text: 'May I send photos of the letter?',
      documentIds: [DOCUMENT_ID],
      postedAt: AT,
      readAt: AT,
    },
    {
      id: ANSWER_ID,
      caseId: CASE_ID,
      from: 'clinic',
      author: 'Ana, case nurse',
      text: 'Yes, photos are fine.',
      documentIds: [],
      postedAt: '2026-11-23T11:05:00Z',
      readAt: null,
    },
  ],
};
const messagesRead: MessagesRead = { messageId: ANSWER_ID };
const reportLinkRequest: ReportLinkRequest = { addendumId: '77a0c2d4-5e1f-4b3a-8c6d-9e0f1a2b3c77' };
const reportLink: ReportLink = {
  url: 'https://intake.example.org/reports/b25lLXRpbWU',
  expiresAt: '2026-11-23T09:35:00Z',
  fileName: 'second-opinion.pdf',
};
const eventList: CaseEventList = { events: [event], lastEventId: 7 };

/** Examples by the name of their schema; several where a schema is a union. */
export const examples = {
  Assessment: [assessment],
  AssessmentSubmission: [submission],
  BundleCompletion: [bundleCompletion],
  BundleDeclaration: [bundleDeclaration],
  BundleWithPlan: [bundleWithPlan, bundleUnpacked],
  Capabilities: [capabilities],
  Case: [theCase],
  CaseDocument: [received, large],
  CaseDraft: [draft],
  CaseEvent: [event],
  CaseEventList: [eventList],
  CaseList: [list],
  CasePatch: [patch],
  ConsentAgreement: [consent],
  ConsentText: capabilities.consentTexts.slice(0, 1),
  ConsentRecord: [consentRecord],
  DigestAnswer: [digestAnswer],
  DigestQuery: [digestQuery],
  DocumentCompletion: [completion],
  DocumentDeclaration: [declaration, largeDeclaration],
  DocumentPatch: [documentPatch],
  DocumentWithPlan: [withPlan, { document: large, plan: null }],
  EligibilityDefinition: [definition],
  Message: messageList.messages,
  MessageDraft: [messageDraft],
  MessageList: [messageList],
  MessagesRead: [messagesRead],
  PatientRequest: patientRequests,
  PieceCompletion: [pieceCompletion],
  PieceDeclaration: [pieceDeclaration],
  PieceWithPlan: [pieceWithPlan, pieceHeld],
  Problem: [problem],
  ReportLink: [reportLink],
  ReportLinkRequest: [reportLinkRequest],
  RequestAnswer: [answer],
  Session: [session],
  SessionCodeRequest: [sessionCodeRequest],
  SessionCodeSent: [sessionCodeSent],
  SessionRequest: sessionRequests,
  UploadPlan: [tusPlan, s3Plan, stowPlan],
};
