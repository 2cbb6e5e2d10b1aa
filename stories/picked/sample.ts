/** Made-up studies, records and pages: no person's. */
import type { CaseRequest } from '../../src/contract/index.js';
import type { SeriesSummary, StudySummary } from '../../src/documents/studies/summary.js';
import type {
  CasePatient,
  LeftOut,
  PhotoPage,
  RemovedReport,
  StudyCard,
  StudyProgress,
} from '../../src/widgets/document-uploader/picked/model.js';

export const PATIENT: CasePatient = { givenName: 'Maria', familyName: 'Garcia', birthDate: '1960-12-03' };

/** A drawing in place of a slice. */
function drawn(width: number, height: number, paint: (context: CanvasRenderingContext2D) => void): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  if (context) paint(context);
  return canvas.toDataURL();
}

export const slice = (): string =>
  drawn(128, 128, (context) => {
    context.fillRect(0, 0, 128, 128);
    const ring = (x: number, y: number, rx: number, ry: number, fill: string) => {
      context.fillStyle = fill;
      context.beginPath();
      context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
      context.fill();
    };
    ring(64, 64, 44, 54, '#e8e8e8');
    ring(64, 64, 39, 49, '#6b6b6b');
    ring(52, 60, 8, 18, '#2c2c2c');
    ring(76, 60, 8, 18, '#2c2c2c');
    ring(64, 90, 14, 8, '#8a8a8a');
  });

export const paper = (tone = '#fdfdf8'): string =>
  drawn(150, 210, (context) => {
    context.fillStyle = tone;
    context.fillRect(0, 0, 150, 210);
    context.fillStyle = '#555';
    context.fillRect(14, 16, 60, 8);
    for (let y = 40; y < 190; y += 11) context.fillRect(14, y, y % 3 ? 120 : 90, 3);
  });

export const series = (changes: Partial<SeriesSummary> = {}): SeriesSummary => ({
  seriesInstanceUID: '1.2.3',
  kind: 'images',
  modality: 'CT',
  number: 1,
  description: 'Axial 1 mm',
  bodyPart: 'HEAD',
  instances: 78,
  images: 78,
  bytes: 41_000_000,
  missing: null,
  whole: true,
  middle: 39,
  pixelRisk: false,
  ...changes,
});

export const study = (changes: Partial<StudySummary> = {}): StudySummary => {
  const all = changes.series ?? [
    series(),
    series({ number: 2, description: 'Coronal', instances: 90, images: 90, bytes: 47_000_000 }),
    series({ number: 3, description: 'Sagittal', instances: 84, images: 84, bytes: 44_000_000 }),
    series({ number: 4, description: 'Bone window', instances: 60, images: 60, bytes: 31_500_000 }),
  ];
  const sum = (of: (each: SeriesSummary) => number) => all.reduce((total, each) => total + of(each), 0);
  return {
    studyInstanceUID: '1.2.3.4',
    date: '2024-03-12',
    description: 'CT HEAD W/O CONTRAST',
    institution: 'St Mary Hospital',
    modalities: ['CT'],
    bodyParts: ['HEAD'],
    series: all,
    instances: sum(({ instances }) => instances),
    images: sum(({ images }) => images),
    bytes: sum(({ bytes }) => bytes),
    patient: 0,
    findings: [],
    ...changes,
  };
};

export const progress = (
  state: StudyProgress['state'],
  changes: Partial<StudyProgress> = {},
): StudyProgress => ({
  state,
  files: 312,
  received: 0,
  attention: 0,
  sentBytes: 0,
  totalBytes: 163_500_000,
  ...changes,
});

let key = 0;

export const card = (
  state: StudyProgress['state'],
  summary: Partial<StudySummary> = {},
  changes: Partial<StudyCard> = {},
): StudyCard => ({
  key: `1.2.3.${++key}`,
  summary: study(summary),
  patient: {
    name: { alphabetic: 'GARCIA^MARIA', ideographic: '', phonetic: '' },
    otherNames: [],
    birthDate: '1960-12-03',
    ids: ['4711'],
  },
  match: 'same',
  reasons: [],
  decision: 'undecided',
  thumbnail: slice(),
  progress: progress(state),
  deidentified: null,
  ...changes,
});

export const leftOut: LeftOut[] = [
  {
    code: 'not-a-record',
    count: 214,
    files: Array.from({ length: 100 }, (_, at) => ({
      path: `VIEWER/bin/module-${at + 1}.dll`,
      size: 84_000 + at,
      codes: ['not-a-record'],
    })),
  },
  {
    code: 'executable',
    count: 1,
    files: [{ path: 'AUTORUN/start.exe', size: 9_200_000, codes: ['executable'] }],
  },
  {
    code: 'password-protected',
    count: 1,
    files: [
      { path: 'Letters/Informe de la señora García.pdf', size: 120_000, codes: ['password-protected'] },
    ],
  },
  { code: 'empty', count: 2, files: [{ path: 'IMAGES/IM000017', size: 0, codes: ['empty'] }] },
  {
    code: 'too-deep',
    count: 1,
    files: [{ path: 'a.zip/b.zip/c.zip/d.zip', size: 2_000, codes: ['too-deep'] }],
  },
  { code: 'bomb', count: 1, files: [{ path: 'big.zip/zeros', size: 90_000_000_000, codes: ['bomb'] }] },
  { code: 'a-code-of-tomorrow', count: 1, files: [{ path: 'notes.xyz', size: 12, codes: [] }] },
];

export const pages = (): PhotoPage[] => [
  { id: 'a', preview: paper(), rotation: 0, findings: [] },
  { id: 'b', preview: paper('#77756c'), rotation: 90, findings: ['blurred', 'too-dark'] },
  { id: 'c', preview: null, rotation: 0, findings: [] },
];

export const request = (changes: Partial<CaseRequest> = {}): CaseRequest => ({
  id: '9a1d6e44-5c07-4f0b-b7f4-21c2a4f9d733',
  kind: 'document',
  owner: 'patient',
  title: 'Pathology report',
  reason: 'The specialist compares it with the images.',
  dueOn: '2026-12-07',
  status: 'open',
  openedAt: '2026-11-20T09:30:00Z',
  closedAt: null,
  answer: null,
  ...changes,
});

export const report: RemovedReport = {
  changes: [
    { path: '(0010,0010)', name: "Patient's Name", kind: 'emptied', before: 'GARCIA^MARIA', after: '' },
    { path: '(0010,0020)', name: 'Patient ID', kind: 'replaced', before: '4711', after: 'ANON-1' },
    { path: '(0008,0080)', name: 'Institution Name', kind: 'removed', before: 'St Mary Hospital', after: '' },
    {
      path: '(0020,000D)',
      name: 'Study Instance UID',
      kind: 'replaced',
      before: '1.2.840.113619.2.55.3.604688119.971.1711112345.210',
      after: '2.25.329800735698586629295641978511506172918',
    },
    {
      path: '(0040,A730)[0].(0040,A123)',
      name: 'Person Name',
      kind: 'cleaned',
      before: 'Dr. House^Gregory',
      after: 'REMOVED',
    },
    { path: '(0012,0062)', name: 'Patient Identity Removed', kind: 'added', before: '', after: 'YES' },
  ],
  pixelRisks: ['ultrasound', 'secondary-capture'],
  edition: '2024e',
};
