/** The e-mails that the backend has handed over to a mail relay. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Oldest first. To one address, where one is given. */
export async function mailsIn(dataDir: string, to?: string): Promise<Mail[]> {
  const folder = join(dataDir, 'outbox');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const mails = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Mail),
  );
  return mails.filter((mail) => to === undefined || mail.to === to);
}

/** Once there are so many. */
export async function mailsOnce(dataDir: string, many: number, to?: string): Promise<Mail[]> {
  for (;;) {
    const mails = await mailsIn(dataDir, to);
    if (mails.length >= many) return mails;
    await setTimeout(10);
  }
}
