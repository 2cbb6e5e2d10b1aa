/**
 * Sends what was picked: records one by one, studies through the feeder, each described as the backend wants it, and
 * de-identified first where page or backend ask for it.
 */
import type { Backend } from '../../backend/backend.js';
import type { Capabilities, Case, DeidentifyOption, DocumentDescription } from '../../contract/index.js';
import {
  EDITION,
  methodCodes,
  SECOND_OPINION_PROFILE,
  type ProfileOptions,
} from '../../documents/deidentify/options.js';
import { UidMap } from '../../documents/deidentify/uid-map.js';
import type { StudySummary } from '../../documents/studies/summary.js';
import type { FoundRecord, LeftOutFile, SurveyedInstance } from '../../documents/survey/found.js';
import type { Bundler } from '../../transfer/bundler.js';
import { createTransferEngine } from '../../transfer/engine.js';
import { Feeder } from '../../transfer/feeder.js';
import type { Ledger, LedgerEntry } from '../../transfer/ledger/ledger.js';
import { createPartMemory, type StudyMemory } from '../../transfer/ledger/part-memory.js';
import type { FedFile } from '../../transfer/parts.js';
import { acknowledgedBytes } from '../../transfer/queue.js';
import { createPreparer, type Preparer } from '../../transfer/preparer.js';
import {
  FileRefused,
  type PickedFile,
  type RefusalCode,
  type TransferEngine,
  type TransferSnapshot,
} from '../../transfer/transfer.js';
import type { RemovedReport } from './picked/model.js';
import type { Picks } from './picks.js';

/** A reason with more files than this is told once and not in a row for each. */
const ROWS_A_REASON = 20;
/** What nobody has to do anything about, unless it was chosen by itself. */
const QUIET = new Set(['not-a-record', 'duplicate']);

const OPTIONS: Record<DeidentifyOption, Partial<ProfileOptions>> = {
  'retain-full-dates': { fullDates: true },
  'retain-uids': { uids: true },
  'clean-descriptors': { descriptors: true },
};

/** Null: images go as they are. `wanted`: the page asks for it, whatever the backend does. */
export function profileFor(capabilities: Capabilities, wanted: boolean): ProfileOptions | null {
  const asked = capabilities.imaging?.deidentify;
  if (!asked) return wanted ? SECOND_OPINION_PROFILE : null;
  const none = { ...SECOND_OPINION_PROFILE, fullDates: false, uids: false, descriptors: false };
  return Object.assign(none, ...asked.options.map((option) => OPTIONS[option])) as ProfileOptions;
}

/** The same for all files of a case, on any device; the case's UUID is random and known to nobody but its parties. */
async function keyOf(caseId: string): Promise<Uint8Array> {
  const text = new TextEncoder().encode(`second-opinion-intake UIDs of case ${caseId}`);
  // Without crypto.subtle, on a test page over plain http, the UUID's own bytes have to do.
  return crypto.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', text)) : text;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const uid = (text: string) => (/^[0-9.]{1,64}$/.test(text) ? text : undefined);

export interface SenderOptions {
  backend: Backend;
  capabilities: Capabilities;
  case: Case;
  picks: Picks;
  deidentify: boolean;
  /** Let go of with the engine. */
  bundler: Bundler;
  /** What an earlier visit left unfinished, and where this one is kept. */
  ledger: Ledger;
  recalled: readonly LedgerEntry[];
  now: () => Date;
}

export class Sender {
  readonly engine: TransferEngine;
  readonly feeder: Feeder;
  readonly #options: SenderOptions;
  readonly #memory: StudyMemory;
  readonly #preparer: Preparer;
  readonly #profile: ProfileOptions | null;
  readonly #key: Promise<Uint8Array>;
  /** Null where UIDs stay as they are. */
  readonly #uids: Promise<UidMap | null>;
  /** Which document request a study answers: that of the pick that brought it. */
  readonly #requestOf = new Map<string, string | null>();
  /** Records are read one after another: thousands at once would take the memory of all of them. */
  #classified: Promise<void> = Promise.resolve();
  readonly #ended = new AbortController();
  /** Paths of refused files that have a row, or had one. */
  readonly #listed = new Set<string>();
  /** Of one file of each study: an example of what was changed in all. In memory only. */
  readonly #reports = new Map<string, RemovedReport>();
  readonly #pieceBytes: number;
  /** Large files that are not there yet, and their names in the memory. */
  readonly #remembered = new Map<string, string>();
  /** Ids whose category the person has chosen. */
  readonly #chosen = new Set<string>();

  constructor(options: SenderOptions) {
    this.#options = options;
    const { backend, bundler, ledger, recalled } = options;
    const { upload, limits } = options.capabilities;
    const { id: caseId, documents } = options.case;
    const engine = createTransferEngine({
      backend,
      caseId,
      limits,
      bundler,
      pieceBytes: upload.pieces?.bytes,
      asksDigests: documents.length + recalled.length > 0,
    });
    this.engine = engine;
    this.#memory = createPartMemory(ledger, caseId, recalled);
    this.#pieceBytes = backend.largeFiles ? (upload.pieces?.bytes ?? Infinity) : Infinity;
    engine.subscribe((snapshot) => this.#noteLarge(snapshot));
    const bundles = upload.bundles && backend.bundles !== undefined;
    this.feeder = new Feeder(engine, bundles ? () => engine.partBytes : 0, this.#memory);
    this.#preparer = createPreparer();
    this.#profile = profileFor(options.capabilities, options.deidentify);
    this.#key = keyOf(options.case.id);
    const mapped = this.#profile !== null && !this.#profile.uids;
    this.#uids = this.#key.then((key) => (mapped ? new UidMap(key) : null));
  }

  /** Each with its row. */
  sendRecords(files: readonly FoundRecord[], requestId: string | null): void {
    if (files.length === 0) return;
    const ids = this.engine.add(files.map((record) => this.#recordFile(record, requestId)));
    files.forEach((record, index) => {
      if (record.size > this.#pieceBytes) void this.#remember(ids[index] ?? '', record);
      this.#classified = this.#classified.then(() => this.#classify(ids[index] ?? '', record));
    });
  }

  /** A large file takes a while, and the backend tells of it only when it is whole. */
  async #remember(id: string, { path, size }: FoundRecord): Promise<void> {
    const name = `file ${size} ${nameOf(path)}`;
    await this.#memory.know(name, await this.#key);
    this.#remembered.set(id, name);
    this.#noteLarge(this.engine.snapshot);
  }

  #noteLarge({ items }: TransferSnapshot): void {
    if (this.#remembered.size === 0) return;
    const there = new Map(items.map((item) => [item.id, item]));
    for (const [id, name] of this.#remembered) {
      const item = there.get(id);
      if (!item || item.state.name === 'refused') {
        this.#memory.drop(name);
        this.#remembered.delete(id);
      } else {
        const received = item.state.name === 'received';
        this.#memory.noteFile(name, {
          bytes: item.size,
          receivedBytes: acknowledgedBytes(item),
          received,
        });
        if (received) this.#remembered.delete(id);
      }
    }
  }

  /** Files that cannot be sent and that somebody may want to do something about: a row each, where they are few. */
  listRefused(): void {
    const refused = this.#options.picks.leftOut.flatMap(({ code, count, files }) =>
      files.filter(
        ({ path }) =>
          (!path.includes('/') || (count <= ROWS_A_REASON && !QUIET.has(code))) && !this.#listed.has(path),
      ),
    );
    for (const { path } of refused) this.#listed.add(path);
    if (refused.length > 0)
      this.engine.add(
        refused.map((file) => refusedFile(file, this.#options.capabilities.limits.maxFileBytes)),
      );
  }

  /** Paths that stand in rows: told there, and nowhere else. */
  get listed(): ReadonlySet<string> {
    return this.#listed;
  }

  /** All studies that are to be sent; those under way go on. */
  async sendStudies(requestId: string | null): Promise<void> {
    const { studies } = this.#options.picks.summary;
    // Also of those that wait for the person's decision.
    for (const { studyInstanceUID } of studies)
      if (!this.#requestOf.has(studyInstanceUID)) this.#requestOf.set(studyInstanceUID, requestId);
    try {
      for (const study of studies) await this.#sendStudy(study);
    } catch (error) {
      // The element has left the page.
      if (!this.#ended.signal.aborted) throw error;
    }
  }

  async #sendStudy(study: StudySummary): Promise<void> {
    const { picks } = this.#options;
    const { studyInstanceUID } = study;
    if (!picks.wanted(studyInstanceUID)) return;
    const key = await this.#key;
    const uids = await this.#uids;
    await this.#memory.know(studyInstanceUID, key);
    try {
      for await (const instances of picks.instances(studyInstanceUID, this.#ended.signal)) {
        // The person may have decided otherwise meanwhile.
        if (!picks.wanted(studyInstanceUID)) return;
        this.feeder.give(
          studyInstanceUID,
          instances.map((each) => this.#fed(study, each, key, uids)),
          { more: true },
        );
      }
    } finally {
      // What was listed goes, also when the rest could not be.
      if (this.feeder.has(studyInstanceUID) && !this.#ended.signal.aborted)
        this.feeder.give(studyInstanceUID, []);
    }
  }

  report(study: string): RemovedReport | null {
    return this.#reports.get(study) ?? null;
  }

  get deidentifies(): boolean {
    return this.#profile !== null;
  }

  choose(id: string): void {
    this.#chosen.add(id);
  }

  hasChosen(id: string): boolean {
    return this.#chosen.has(id);
  }

  dispose(): void {
    this.#ended.abort(new DOMException('disposed', 'AbortError'));
    this.feeder.dispose();
    this.engine.dispose();
    this.#preparer.dispose();
    this.#reports.clear();
  }

  #recordFile(
    { file, path, size, type, mediaType, findings }: FoundRecord,
    requestId: string | null,
  ): PickedFile {
    return {
      name: nameOf(path),
      folder: folderOf(path),
      size,
      open: (signal) => this.#options.picks.open(file, signal),
      recognised: { type, mediaType },
      description: { category: 'other', ...(findings.length > 0 && { findings: [...findings] }) },
      requestId,
    };
  }

  /** After it has been given: sending does not wait for a guess. What the person chose meanwhile stays. */
  async #classify(id: string, { file, path, mediaType }: FoundRecord): Promise<void> {
    const { signal } = this.#ended;
    try {
      const blob = await this.#options.picks.open(file, signal);
      const { category, date } = await this.#preparer.record(
        { file: blob, fileName: nameOf(path), folder: folderOf(path), mediaType, now: this.#options.now() },
        signal,
      );
      if (this.#chosen.has(id) || (category === 'other' && !date)) return;
      await this.engine.describe(id, { category, ...(date && { recordDate: date }) });
    } catch {
      // It stays what it is said to be: something else.
    }
  }

  #fed(study: StudySummary, instance: SurveyedInstance, key: Uint8Array, uids: UidMap | null): FedFile {
    const { file, path, size, sopInstanceUID } = instance;
    return {
      key: path,
      size,
      make: () => ({
        name: nameOf(path),
        folder: folderOf(path),
        size,
        open: (signal) => this.#openInstance(study, file, key, signal),
        recognised: { type: 'dicom', mediaType: 'application/dicom' },
        description: this.#describe(study, instance, uids),
        // Discs are often named after the patient.
        ...(this.#profile && { declaredName: `${uids?.uid(sopInstanceUID) ?? `image-${file}`}.dcm` }),
        requestId: this.#requestOf.get(study.studyInstanceUID) ?? null,
      }),
    };
  }

  async #openInstance(
    study: StudySummary,
    file: number,
    key: Uint8Array,
    signal: AbortSignal,
  ): Promise<Blob> {
    const blob = await this.#options.picks.open(file, signal);
    if (!this.#profile) return blob;
    const { patient } = this.#options.case;
    const made = await this.#preparer.deidentify(
      {
        file: blob,
        key,
        profile: this.#profile,
        patient: {
          names: [patient.familyName, patient.givenName],
          birthDate: patient.birthDate.replaceAll('-', ''),
        },
      },
      signal,
    );
    if ('refused' in made) throw new FileRefused('not-cleaned');
    const { changes, pixelRisks } = made.report;
    if (!this.#reports.has(study.studyInstanceUID))
      this.#reports.set(study.studyInstanceUID, { changes, pixelRisks, edition: EDITION });
    return made.blob;
  }

  #describe(study: StudySummary, instance: SurveyedInstance, uids: UidMap | null): DocumentDescription {
    const { picks, now } = this.#options;
    const profile = this.#profile;
    const sent = (original: string) => uid(uids ? uids.uid(original) : original);
    const identity = picks.identity(study);
    const decided = identity?.decision === 'confirmed-mine';
    return {
      category: 'imaging',
      ...(study.date && (!profile || profile.fullDates) && { recordDate: study.date }),
      imaging: {
        studyInstanceUid: sent(instance.studyInstanceUID),
        seriesInstanceUid: sent(instance.seriesInstanceUID),
        sopInstanceUid: sent(instance.sopInstanceUID),
      },
      ...(instance.findings.length > 0 && { findings: [...instance.findings] }),
      ...(identity && {
        identity: {
          match: identity.match,
          reasons: [...identity.reasons],
          decision: identity.decision,
          ...(decided && { decidedAt: now().toISOString() }),
        },
      }),
      ...(profile && {
        deidentification: {
          profile: 'PS3.15 Basic Application Level Confidentiality Profile',
          edition: EDITION,
          methodCodes: methodCodes(profile).map(([code]) => code),
          pixelRisk: study.series.some(({ pixelRisk }) => pixelRisk),
        },
      }),
    };
  }
}

const refusedFile = ({ path, size, codes }: LeftOutFile, limit: number): PickedFile => ({
  name: nameOf(path),
  folder: folderOf(path),
  size,
  open: () => Promise.reject(new FileRefused('unsupported-type')),
  refused: [
    ...(size > limit ? [{ code: 'too-large' as const, limit }] : []),
    ...codes.map((code) => ({ code: code as RefusalCode })),
  ],
});
