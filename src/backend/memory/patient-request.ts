/** A request that the patient opens, as a backend keeps it. */
import type { CaseRequest, PatientRequest, RecordsWay } from '../../contract/index.js';

const TITLES: Record<'en' | 'es', Record<RecordsWay, string>> = {
  en: {
    'image-link': 'Images by a link',
    post: 'Records by post',
    'release-form': 'Records by a release form',
    'hospital-sends': 'Records sent by a hospital',
  },
  es: {
    'image-link': 'Imágenes mediante un enlace',
    post: 'Registros por correo postal',
    'release-form': 'Registros con una autorización',
    'hospital-sends': 'Registros enviados por un hospital',
  },
};

const OWNERS: Record<RecordsWay, CaseRequest['owner']> = {
  'image-link': 'clinic',
  post: 'patient',
  'release-form': 'third-party',
  'hospital-sends': 'third-party',
};

/** Without what only the team may see. `now` is RFC 3339. */
export function requestOf(given: PatientRequest, locale: string, now: string): CaseRequest {
  const words = locale.toLowerCase().startsWith('es') ? TITLES.es : TITLES.en;
  const detail = 'hospital' in given ? given.hospital : given.kind === 'post' ? given.note : undefined;
  return {
    id: crypto.randomUUID(),
    kind: 'document',
    owner: OWNERS[given.kind],
    title: words[given.kind],
    reason: null,
    dueOn: null,
    status: 'open',
    openedAt: now,
    closedAt: null,
    answer: null,
    way: given.kind,
    ...(detail === undefined ? {} : { detail }),
  };
}
