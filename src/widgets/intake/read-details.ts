/** From what was typed to what the contract takes, or to codes of what is wrong. Pure. */
import { CasePatch, Contact, FullDate, Patient, Representative } from '../../contract/index.js';
import type { Details, DetailsProblem, DetailsProblemCode, WhoFor } from './details.js';

/** Ids and names of the inputs. */
export const FIELDS = {
  whoFor: 'who-for',
  givenName: 'given-name',
  familyName: 'family-name',
  day: 'birth-day',
  month: 'birth-month',
  year: 'birth-year',
  representativeName: 'representative-name',
  role: 'representative-role',
  authority: 'representative-authority',
  email: 'contact-email',
  phone: 'contact-phone',
  reason: 'reason',
} as const;

export const WHO_FOR = ['me', 'child', 'other'] as const satisfies readonly WhoFor[];

export const ROLES = ['parent', 'guardian', 'power-of-attorney', 'family', 'other'] as const;

export type DetailsReading = { details: Details } | { problems: DetailsProblem[] };

const OLDEST_YEARS = 130;

/** The three parts as `YYYY-MM-DD`, or what is wrong with them. `today` is the viewer's own calendar date. */
export function readBirthDate(
  day: string,
  month: string,
  year: string,
  today: string,
): { date: string } | { problem: DetailsProblem } {
  const parts = [
    { text: day, field: FIELDS.day, form: /^\d{1,2}$/ },
    { text: month, field: FIELDS.month, form: /^\d{1,2}$/ },
    { text: year, field: FIELDS.year, form: /^\d{4}$/ },
  ];
  const empty = parts.find(({ text }) => text === '');
  if (empty) return { problem: { code: 'birth-missing', field: empty.field } };
  const odd = parts.find(({ text, form }) => !form.test(text));
  if (odd) return { problem: { code: 'birth-not-real', field: odd.field } };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!FullDate.safeParse(date).success) return { problem: { code: 'birth-not-real', field: FIELDS.day } };
  // Dates of this form compare as text.
  if (date > today) return { problem: { code: 'birth-future', field: FIELDS.year } };
  if (Number(year) < Number(today.slice(0, 4)) - OLDEST_YEARS)
    return { problem: { code: 'birth-too-old', field: FIELDS.year } };
  return { date };
}

/** Reads the form. A representative counts only when the second opinion is for somebody else. */
export function readDetails(form: FormData, today: string): DetailsReading {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const problems: DetailsProblem[] = [];
  const problem = (code: DetailsProblemCode, field: string) => problems.push({ code, field });

  const whoFor = WHO_FOR.find((each) => each === text(FIELDS.whoFor));
  if (!whoFor) problem('who-for', FIELDS.whoFor);

  let representative: Representative | null = null;
  if (whoFor === 'child' || whoFor === 'other') {
    const shape = Representative.shape;
    const name = shape.name.safeParse(text(FIELDS.representativeName));
    const role = shape.role.safeParse(text(FIELDS.role));
    const authority = form.has(FIELDS.authority);
    if (!name.success) problem('representative-name', FIELDS.representativeName);
    if (!role.success) problem('representative-role', FIELDS.role);
    if (!authority) problem('representative-authority', FIELDS.authority);
    if (name.success && role.success && authority)
      representative = { name: name.data, role: role.data, authorityConfirmed: true };
  }

  const givenName = Patient.shape.givenName.safeParse(text(FIELDS.givenName));
  if (!givenName.success) problem('given-name', FIELDS.givenName);
  const familyName = Patient.shape.familyName.safeParse(text(FIELDS.familyName));
  if (!familyName.success) problem('family-name', FIELDS.familyName);
  const birth = readBirthDate(text(FIELDS.day), text(FIELDS.month), text(FIELDS.year), today);
  if ('problem' in birth) problems.push(birth.problem);

  const email = Contact.shape.email.safeParse(text(FIELDS.email));
  if (!email.success) problem(text(FIELDS.email) === '' ? 'email-missing' : 'email-form', FIELDS.email);
  const phone = Contact.shape.phone.safeParse(text(FIELDS.phone) || undefined);
  if (!phone.success) problem('phone', FIELDS.phone);
  const reason = CasePatch.shape.reason.safeParse(text(FIELDS.reason));
  if (!reason.success) problem('reason', FIELDS.reason);

  if (
    problems.length > 0 ||
    !givenName.success ||
    !familyName.success ||
    !('date' in birth) ||
    !email.success ||
    !phone.success
  )
    return { problems };
  return {
    details: {
      patient: { givenName: givenName.data, familyName: familyName.data, birthDate: birth.date },
      representative,
      contact: { email: email.data, ...(phone.data ? { phone: phone.data } : {}) },
      reason: text(FIELDS.reason),
    },
  };
}

/** Whom a resumed case is for, as far as it says. */
export function whoForOf({ representative }: Details): WhoFor {
  if (!representative) return 'me';
  return representative.role === 'parent' ? 'child' : 'other';
}
