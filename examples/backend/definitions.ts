/** The definitions that the clinic offers, and those that it has replaced, which stay answerable for a while. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { EligibilityDefinition } from 'second-opinion-intake/contract';
import { checkDefinition, defaultDefinition, definitionHash } from 'second-opinion-intake/eligibility';
import type { Database } from './db/open.js';
import { definitions } from './db/schema.js';
import type { Log } from './log.js';

/** Somebody may be in the middle of a definition, or have it in a page that was left open, when the next version comes. */
const ANSWERABLE_MS = 30 * 24 * 3600 * 1000;

export interface Definitions {
  /** The version that is asked now. */
  current(id: string): EligibilityDefinition | undefined;
  /** A version that answers are taken for: the current one, or one that was replaced less than thirty days ago. */
  answerable(id: string, version: string): Promise<EligibilityDefinition | undefined>;
  /** Forgets what is no longer answerable. */
  sweep(): Promise<void>;
}

/** Offers the default definition and those in a folder. Throws an Error that names the file when one does not hang together. */
export async function openDefinitions(
  db: Database,
  folder: string,
  log: Log,
  now: () => Date,
): Promise<Definitions> {
  const offered = [defaultDefinition, ...(await readFolder(folder))];
  const byId = new Map(offered.map((definition) => [definition.id, definition]));
  if (byId.size < offered.length) throw new Error(`Two definitions in ${folder} have the same id.`);
  await remember(db, offered, log, now());
  const answerableSince = () => new Date(now().getTime() - ANSWERABLE_MS);
  return {
    current: (id) => byId.get(id),
    answerable: async (id, version) => {
      const current = byId.get(id);
      if (current?.version === version) return current;
      const [row] = await db
        .select({ body: definitions.body })
        .from(definitions)
        .where(
          and(
            eq(definitions.id, id),
            eq(definitions.version, version),
            gt(definitions.replacedAt, answerableSince()),
          ),
        );
      return row?.body;
    },
    sweep: async () => {
      await db.delete(definitions).where(lt(definitions.replacedAt, answerableSince()));
    },
  };
}

async function readFolder(folder: string): Promise<EligibilityDefinition[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      try {
        const definition = EligibilityDefinition.parse(JSON.parse(await readFile(file, 'utf8')));
        if (checkDefinition(definition).length === 0) return definition;
      } catch {
        // Said below, as any other reason: the checker says it with line and path.
      }
      throw new Error(`${file} is not a definition. See: npx second-opinion-intake check ${file}`);
    }),
  );
}

/** Writes down what is offered from now on; the time at which a version was replaced is that of the first start without it. */
async function remember(
  db: Database,
  offered: readonly EligibilityDefinition[],
  log: Log,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const body of offered) {
      const { id, version } = body;
      const [before] = await tx
        .select({ body: definitions.body })
        .from(definitions)
        .where(and(eq(definitions.id, id), eq(definitions.version, version)));
      // Pages that still hold the old content send another hash: their assessments will not agree.
      if (before && definitionHash(before.body) !== definitionHash(body))
        log.write({ level: 'error', what: 'definition changed without a new version', definition: id });
      await tx
        .insert(definitions)
        .values({ id, version, body, replacedAt: null })
        .onConflictDoUpdate({
          target: [definitions.id, definitions.version],
          set: { body, replacedAt: null },
        });
    }
    const rows = await tx
      .select({ id: definitions.id, version: definitions.version })
      .from(definitions)
      .where(isNull(definitions.replacedAt));
    for (const { id, version } of rows)
      if (!offered.some((each) => each.id === id && each.version === version))
        await tx
          .update(definitions)
          .set({ replacedAt: now })
          .where(and(eq(definitions.id, id), eq(definitions.version, version)));
  });
}
