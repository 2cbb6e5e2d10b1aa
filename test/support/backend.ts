/** Starts the reference backend as a process of its own, as an operator would, on a free port and a fresh folder. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { compileBackend } from '../../.ci/compile-backend.mjs';
import { ROOT } from '../../.ci/run-all.mjs';
import type { Config } from '../../examples/backend/config.js';
import { copyEmptyDatabase } from './empty-database.js';

/** V8's quick compiler alone for WebAssembly: optimising PGlite takes longer than most tests run. */
const QUICK = '--liftoff-only';
setFlagsFromString(QUICK);

/** The host portal's tokens and cookies of the tests are signed with it. */
export const HOST_TOKEN_SECRET = 'a secret of the tests, long enough';

export interface RunningBackend {
  url: string;
  /** With the token. */
  staffUrl: string;
  dataDir: string;
  pid: number;
  /** Ends it with a signal and waits for its end; the folder stays. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Kills it with -9, and takes away its lock, for which the next one on the folder would wait five seconds. */
  crash(): Promise<void>;
  /** Ends it and removes the folder. */
  stop(): Promise<void>;
}

interface StartOptions {
  dataDir?: string;
  port?: number;
  allowedOrigins?: readonly string[];
  env?: Record<string, string>;
  /** From its sources, in a folder where it makes everything itself. Takes longer. */
  asDocumented?: boolean;
}

export class BackendDidNotStartError extends Error {}

/** A new folder where none is given. `withDatabase`: what the backend would make itself, sooner. */
async function dataFolder(given: string | undefined, withDatabase = true): Promise<string> {
  const dataDir = given ?? (await mkdtemp(join(tmpdir(), 'so-backend-')));
  const database = join(dataDir, 'pglite');
  if (withDatabase && !existsSync(database)) await copyEmptyDatabase(database);
  return dataDir;
}

/** Once for all starts of a test file. */
let program: Promise<string> | null = null;

export async function startBackend(options: StartOptions = {}): Promise<RunningBackend> {
  const { asDocumented = false } = options;
  const dataDir = await dataFolder(options.dataDir, !asDocumented);
  const run = asDocumented
    ? ['--import', 'tsx', 'examples/backend/main.ts']
    : [QUICK, await (program ??= compileBackend())];
  const child = spawn(process.execPath, run, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(options.port ?? 0),
      DATA_DIR: dataDir,
      LOG_FILE: join(dataDir, 'backend.log'),
      ALLOWED_ORIGINS: (options.allowedOrigins ?? ['http://127.0.0.1:8080']).join(','),
      HOST_TOKEN_SECRET,
      SESSIONS_PER_MINUTE: '10000',
      ...options.env,
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const [staffUrl, url] = await new Promise<[string, string]>((resolve, reject) => {
    let out = '';
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const staff = /Staff page:\s+(\S+)/.exec(out)?.[1];
      const ready = /Backend ready at (\S+)/.exec(out)?.[1];
      if (staff && ready) resolve([staff, ready]);
    });
    child.once('exit', () =>
      reject(new BackendDidNotStartError(errors || 'the backend ended before it was ready')),
    );
  });
  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    staffUrl,
    dataDir,
    pid: child.pid ?? 0,
    kill,
    crash: async () => {
      await kill('SIGKILL');
      await rm(join(dataDir, 'lock'), { recursive: true, force: true });
    },
    stop: async () => {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface InProcessBackend {
  url: string;
  staffUrl: string;
  dataDir: string;
  /** Moves the backend's clock on; its timers keep to real time. */
  advance(seconds: number): void;
  stop(): Promise<void>;
}

/** The same backend inside the test's own process, with a clock that the test moves. */
export async function startInProcess(overrides: Partial<Config> = {}): Promise<InProcessBackend> {
  // Only here: a hundred modules that a test of the program does not need.
  const [{ buildApp }, { makeConfig }] = await Promise.all([
    import('../../examples/backend/app.js'),
    import('../../examples/backend/config.js'),
  ]);
  const dataDir = await dataFolder(overrides.dataDir);
  let ahead = 0;
  const { app, staffPath, close } = await buildApp(
    makeConfig({
      port: 0,
      hostTokenSecret: HOST_TOKEN_SECRET,
      sessionsPerMinute: 10_000,
      logFile: join(dataDir, 'backend.log'),
      ...overrides,
      dataDir,
    }),
    () => new Date(Date.now() + ahead * 1000),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    staffUrl: url + staffPath,
    dataDir,
    advance: (seconds) => (ahead += seconds),
    stop: async () => {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
