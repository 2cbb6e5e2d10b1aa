/**
 * Notices to patients, as files that a mail relay picks up. They say that there is news, never what: anybody may read
 * over a shoulder.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { ORGANISATION } from './clinic.js';
import type { Context, Outbox } from './context.js';
import { cases } from './db/schema.js';

const WORDS = {
  en: {
    subject: 'There is news about your request',
    text: (organisation: string) =>
      `There is news about your request at ${organisation}.\n\nPlease open the page where you started to see it. For your privacy, this message does not say more.\n`,
  },
  es: {
    subject: 'Hay novedades sobre su solicitud',
    text: (organisation: string) =>
      `Hay novedades sobre su solicitud en ${organisation}.\n\nAbra la página donde empezó para verlas. Para proteger su privacidad, este mensaje no dice más.\n`,
  },
};

export function openOutbox(folder: string, now: () => Date): Outbox {
  return {
    async notify(to, locale, organisation) {
      await mkdir(folder, { recursive: true });
      const words = locale.toLowerCase().startsWith('es') ? WORDS.es : WORDS.en;
      const message = {
        to,
        subject: words.subject,
        text: words.text(organisation),
        createdAt: now().toISOString(),
      };
      const path = join(folder, `${now().toISOString().replaceAll(':', '-')}-${randomUUID()}.json`);
      // Written aside and renamed: a relay never sees half a message.
      await writeFile(`${path}.part`, JSON.stringify(message, null, 2), { mode: 0o600 });
      await rename(`${path}.part`, path);
    },
  };
}

/** There is news for the patient of this case. */
export async function notifyPatient(context: Context, caseId: string): Promise<void> {
  const [row] = await context.db.select().from(cases).where(eq(cases.id, caseId));
  if (row) await context.outbox.notify(row.draft.contact.email, row.draft.locale, ORGANISATION.name);
}
