/** Names for medical records: what they are, and the ways by which they come when they cannot be uploaded. */
import * as z from 'zod/mini';

/** What a record is to a person who asks for it. */
export const RecordCategory = z.enum([
  'imaging',
  'radiology-report',
  'pathology-report',
  'operation-note',
  'lab-results',
  'medication-list',
  'referral',
  'discharge-summary',
  'consent',
  'treatment-plan',
  'other',
]);

/** Records without an upload: a hospital's link, by post, by a signed release form, sent by the hospital itself. */
export const RecordsWay = z.enum(['image-link', 'post', 'release-form', 'hospital-sends']);

export type RecordCategory = z.infer<typeof RecordCategory>;
export type RecordsWay = z.infer<typeof RecordsWay>;
