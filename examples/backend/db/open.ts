/** Opens the embedded database, alone: two processes on one PGlite folder lose data without a word. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite';
import lockfile from 'proper-lockfile';
import { createTables } from './create-tables.js';
import * as schema from './schema.js';

export type Database = PgliteDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Where queries go that may run inside or outside of a transaction. */
export type Queryable = Database | Transaction;

/** PostgreSQL takes 128 MB where nothing is said, which PGlite fills with zeros, slowly, at each start. */
const BUFFERS = '16MB';

/** Thrown when another process has the folder. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError';
}

export async function openDatabase(dataDir: string): Promise<{ db: Database; close: () => Promise<void> }> {
  await mkdir(dataDir, { recursive: true });
  let release: () => Promise<void>;
  try {
    // After kill -9 the lock goes stale in five seconds; wait for that, then give up.
    release = await lockfile.lock(dataDir, {
      lockfilePath: join(dataDir, 'lock'),
      stale: 5_000,
      update: 1_000,
      retries: { retries: 14, factor: 1, minTimeout: 500, maxTimeout: 500 },
    });
  } catch {
    throw new DataFolderInUseError(
      'Another backend is running on this data folder. Stop it, or set DATA_DIR.',
    );
  }
  const client = await PGlite.create({
    dataDir: join(dataDir, 'pglite'),
    relaxedDurability: false,
    startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${BUFFERS}`],
  });
  await client.exec(createTables);
  return {
    db: drizzle(client, { schema }),
    close: async () => {
      await client.close();
      await release();
    },
  };
}
