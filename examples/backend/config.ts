/** Everything that an operator sets, read once from the environment. */
import { fileURLToPath } from 'node:url';
import { DeidentifyOption, type ImagingOffer } from 'second-opinion-intake/contract';

export interface Config {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Database, uploads, reports and outbox live below this folder. */
  dataDir: string;
  /** JSON files of definitions that are offered beside the default one. */
  definitionsDir: string;
  /** Origins of the pages that may use this backend; no wildcard. */
  allowedOrigins: readonly string[];
  /** The URL by which browsers reach this backend; left out, the Host header says it (fine on loopback only). */
  publicUrl: string | null;
  /** Shared with the host portal: its tokens and cookies are JWTs signed with it (HS256). Null switches these ways off. */
  hostTokenSecret: string | null;
  sessionSeconds: number;
  maxFileBytes: number;
  maxCaseBytes: number;
  maxDocumentsPerCase: number;
  /** Files larger than so many bytes may come in pieces of that size. */
  pieceBytes: number;
  /** An upload that has not grown for so long is removed. */
  uploadExpirySeconds: number;
  /** Seconds between two heartbeats of an event stream. */
  heartbeatSeconds: number;
  /** Session requests that one address may make in a minute. */
  sessionsPerMinute: number;
  /** Requests that one patient may open in a minute. */
  patientRequestsPerMinute: number;
  /** Messages that one patient may write in a minute. */
  messagesPerMinute: number;
  /** Codes for another device that one address may ask for in a minute. */
  sessionCodesPerMinute: number;
  /** Seconds between two sweeps: what has expired goes, and notices that were held back go out. */
  sweepSeconds: number;
  /** Whether pages must de-identify DICOM files before they send them: `basic`, and options after it. Null: they go as they are. */
  deidentify: ImagingOffer['deidentify'];
  /** Null: standard output. */
  logFile: string | null;
}

const defaults: Config = {
  host: '127.0.0.1',
  port: 8082,
  dataDir: fileURLToPath(new URL('./.data', import.meta.url)),
  definitionsDir: fileURLToPath(new URL('../definitions', import.meta.url)),
  allowedOrigins: ['http://127.0.0.1:8080'],
  publicUrl: null,
  hostTokenSecret: null,
  sessionSeconds: 15 * 60,
  maxFileBytes: 2 * 1024 ** 3,
  maxCaseBytes: 20 * 1024 ** 3,
  maxDocumentsPerCase: 20_000,
  pieceBytes: 8 * 1024 ** 2,
  uploadExpirySeconds: 7 * 24 * 3600,
  heartbeatSeconds: 15,
  sessionsPerMinute: 120,
  patientRequestsPerMinute: 10,
  messagesPerMinute: 20,
  sessionCodesPerMinute: 10,
  sweepSeconds: 10 * 60,
  deidentify: null,
  logFile: null,
};

/** Fills in what is left out. */
export function makeConfig(given: Partial<Config> = {}): Config {
  return {
    ...defaults,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** `basic`, or `basic,retain-full-dates,clean-descriptors`. */
function deidentify(value: string | undefined): ImagingOffer['deidentify'] | undefined {
  if (!value) return undefined;
  const [profile, ...options] = value.split(',').map((each) => each.trim());
  const known = options.flatMap((each) => DeidentifyOption.safeParse(each).data ?? []);
  if (profile !== 'basic' || known.length < options.length)
    throw new Error(`DEIDENTIFY must be "basic", and after it any of ${DeidentifyOption.options.join(', ')}`);
  return { options: [...new Set(known)] };
}

/** The configuration in environment variables; throws on a value that cannot be. */
export function configFromEnvironment(env: NodeJS.ProcessEnv): Config {
  const number = (name: string): number | undefined => {
    if (!env[name]) return undefined;
    const value = Number(env[name]);
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} must be a whole number`);
    return value;
  };
  return makeConfig({
    host: env['HOST'],
    port: number('PORT'),
    dataDir: env['DATA_DIR'],
    definitionsDir: env['DEFINITIONS_DIR'],
    allowedOrigins: env['ALLOWED_ORIGINS']
      ?.split(',')
      .map((each) => each.trim())
      .filter(Boolean),
    publicUrl: env['PUBLIC_URL']?.replace(/\/$/, ''),
    hostTokenSecret: env['HOST_TOKEN_SECRET'],
    sessionSeconds: number('SESSION_SECONDS'),
    maxFileBytes: number('MAX_FILE_BYTES'),
    maxCaseBytes: number('MAX_CASE_BYTES'),
    maxDocumentsPerCase: number('MAX_DOCUMENTS_PER_CASE'),
    pieceBytes: number('PIECE_BYTES') || undefined,
    uploadExpirySeconds: number('UPLOAD_EXPIRY_SECONDS'),
    heartbeatSeconds: number('HEARTBEAT_SECONDS'),
    sessionsPerMinute: number('SESSIONS_PER_MINUTE'),
    patientRequestsPerMinute: number('PATIENT_REQUESTS_PER_MINUTE'),
    messagesPerMinute: number('MESSAGES_PER_MINUTE'),
    sessionCodesPerMinute: number('SESSION_CODES_PER_MINUTE'),
    sweepSeconds: number('SWEEP_SECONDS') || undefined,
    deidentify: deidentify(env['DEIDENTIFY']),
    logFile: env['LOG_FILE'],
  });
}
