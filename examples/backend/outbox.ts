/** E-mails to patients, as files that a mail relay picks up. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outbox } from './context.js';

export function openOutbox(folder: string, now: () => Date): Outbox {
  return {
    async send(to, letter) {
      await mkdir(folder, { recursive: true });
      const message = { to, ...letter, createdAt: now().toISOString() };
      const path = join(folder, `${now().toISOString().replaceAll(':', '-')}-${randomUUID()}.json`);
      // Written aside and renamed: a relay never sees half a message.
      await writeFile(`${path}.part`, JSON.stringify(message, null, 2), { mode: 0o600 });
      await rename(`${path}.part`, path);
    },
  };
}
