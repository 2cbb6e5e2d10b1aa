/** What names things of a definition. Apart from the conditions, since first screens need these and not those. */
import * as z from 'zod/mini';

/**
 * Id of a question, option, group, rule or outcome: lower-case letters, digits and "-", starting with a letter, at most 64
 * characters.
 */
export const EligibilityId = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));

export const OutcomeKind = z.enum(['eligible', 'not-eligible', 'needs-review', 'seek-care-now']);

export type OutcomeKind = z.infer<typeof OutcomeKind>;
