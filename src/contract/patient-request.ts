/** `POST {base}/cases/{id}/requests`: the patient says by which other way records come. */
import * as z from 'zod/mini';
import { line } from './primitives.js';

const hospital = line(200);
const note = z.optional(line(500));

/**
 * One for each way. The answer is the case with one more request, whose `way` is the kind and whose owner acts next:
 * the clinic on a link, the patient with post, a third party in the rest.
 */
export const PatientRequest = z.discriminatedUnion('kind', [
  /**
   * Where the hospital shows its images. All of it is a secret of the patient and the team, the note too, since people
   * write codes there: it is in no answer, event or log, and neither page nor backend ever fetches it.
   */
  z.object({
    kind: z.literal('image-link'),
    url: z.url({ protocol: /^https$/ }).check(z.maxLength(2000)),
    accessCode: z.optional(line(100)),
    note,
  }),
  z.object({ kind: z.literal('post'), note }),
  /** The form is signed, and the named hospital sends the records. */
  z.object({ kind: z.literal('release-form'), hospital }),
  z.object({ kind: z.literal('hospital-sends'), hospital, note }),
]);

export type PatientRequest = z.infer<typeof PatientRequest>;
