/**
 * Everything that was picked on this visit: looked at in a worker, grouped, compared with the case's patient, and what the
 * person decided. Sends nothing; the controller does.
 */
import type { Patient } from '../../contract/index.js';
import {
  decide,
  heldStudies,
  identityRecord,
  NO_DECISIONS,
  severalPatients,
  type IdentityDecision,
  type IdentityDecisions,
  type IdentityRecord,
} from '../../documents/identity/decisions.js';
import { comparePatient } from '../../documents/identity/clusters.js';
import { seriesToShow } from '../../documents/studies/study.js';
import type { PickedSummary, StudySummary } from '../../documents/studies/summary.js';
import type {
  FoundRecord,
  LeftOutGroup,
  SurveyedInstance,
  SurveyFile,
} from '../../documents/survey/found.js';
import { createSurveyor, type Surveyor } from '../../transfer/surveyor.js';
import type { PickedSlice } from './picked-files.js';
import type { ReadingProgress } from './picked/model.js';
import { createThumbnails, type Thumbnails } from './thumbnails.js';

const EMPTY: PickedSummary = { studies: [], patients: [], matches: [], duplicates: 0, conflicting: 0 };

export interface PicksHost {
  requestUpdate(): void;
  /** The case's; null until the case is known. */
  patient(): Patient | null;
}

/** What one pick has brought. */
export interface Found {
  records: readonly FoundRecord[];
  /** Files that the device could not list. */
  unreadable: number;
  files: number;
}

/** What the person decided. */
export interface Choices {
  decisions: IdentityDecisions;
  /** Studies that the person took out, by Study Instance UID. */
  takenOut: ReadonlySet<string>;
}

async function* counted(
  slices: AsyncIterable<PickedSlice>,
  found: { unreadable: number; files: number },
): AsyncGenerator<readonly SurveyFile[]> {
  for await (const { files, unreadable } of slices) {
    found.unreadable += unreadable;
    found.files += files.length;
    yield files;
  }
}

export class Picks {
  /** Set while files are being looked at. */
  progress: ReadingProgress | null = null;
  summary: PickedSummary = EMPTY;
  leftOut: readonly LeftOutGroup[] = [];
  decisions: IdentityDecisions = NO_DECISIONS;
  readonly takenOut = new Set<string>();
  /** Nothing of these is sent before the person has decided. Empty while reading: whose a disc is shows at its end. */
  held: ReadonlySet<string> = new Set();
  /** More than one patient was found; how many. */
  people = 1;

  readonly #host: PicksHost;
  #surveyor: Surveyor | null = null;
  #thumbnails: Thumbnails | null = null;
  #reading: AbortController | null = null;

  /** `choices`: of the same files, looked at before. */
  constructor(host: PicksHost, choices: Choices | null = null) {
    this.#host = host;
    if (!choices) return;
    this.decisions = choices.decisions;
    for (const study of choices.takenOut) this.takenOut.add(study);
  }

  get choices(): Choices {
    return { decisions: this.decisions, takenOut: this.takenOut };
  }

  /** Gets ready to look at something. */
  warm(): void {
    this.#surveyor ??= createSurveyor();
    this.#surveyor.start();
  }

  /** Looks at one pick. Null when it was cancelled: then nothing of it is kept. */
  async read(slices: AsyncIterable<PickedSlice>): Promise<Found | null> {
    const surveyor = (this.#surveyor ??= createSurveyor());
    const { signal } = (this.#reading = new AbortController());
    const found = { unreadable: 0, files: 0 };
    const before = this.summary;
    this.progress = { looked: 0, known: 0 };
    this.#host.requestUpdate();
    try {
      await surveyor.begin();
      await surveyor.read(counted(slices, found), signal, (progress) => {
        if (signal.aborted) return;
        this.progress = progress;
        this.summary = progress.summary;
        this.#host.requestUpdate();
      });
      const result = await surveyor.finish(this.#host.patient(), signal);
      this.#take(result.summary);
      this.leftOut = result.leftOut;
      return { ...found, records: result.records };
    } catch (error) {
      if (!signal.aborted) throw error;
      // Nothing to give up where the worker is gone.
      await surveyor.cancel().catch(() => undefined);
      this.#take(before);
      return null;
    } finally {
      this.progress = null;
      this.#reading = null;
      this.#host.requestUpdate();
    }
  }

  cancel(): void {
    this.#reading?.abort(new DOMException('cancelled', 'AbortError'));
  }

  /** The case's patient has become known, or is another. */
  async compare(): Promise<void> {
    if (!this.#surveyor || this.progress) return;
    const { signal } = new AbortController();
    const { summary } = await this.#surveyor.finish(this.#host.patient(), signal);
    this.#take(summary);
    this.#host.requestUpdate();
  }

  decide(study: string, decision: IdentityDecision): void {
    this.decisions = decide(this.decisions, study, decision);
    this.#take(this.summary);
  }

  /** Held, or held until the person decided: to be asked about, or to show what was answered. */
  asked(study: string): boolean {
    return this.held.has(study) || this.decisions.has(study);
  }

  #take(summary: PickedSummary): void {
    this.summary = summary;
    this.held = new Set(heldStudies(summary, this.decisions));
    this.people = severalPatients(summary) ? summary.patients.length : 1;
  }

  /** Files that wait for the person's answer. */
  get heldFiles(): number {
    return this.summary.studies.reduce(
      (sum, { studyInstanceUID, instances }) => sum + (this.held.has(studyInstanceUID) ? instances : 0),
      0,
    );
  }

  /** Whether a study is to be sent. */
  wanted(study: string): boolean {
    return !this.takenOut.has(study) && this.decisions.get(study) !== 'not-mine' && !this.held.has(study);
  }

  identity(study: StudySummary): IdentityRecord | null {
    return identityRecord(this.summary, study, this.#host.patient(), this.decisions);
  }

  /** Codes of what speaks for or against a study being the case's patient's. */
  reasons(study: StudySummary): readonly string[] {
    const found = this.summary.patients[study.patient];
    return found ? comparePatient(found, this.#host.patient()).reasons : [];
  }

  async *instances(study: string, signal: AbortSignal): AsyncGenerator<readonly SurveyedInstance[]> {
    if (this.#surveyor) yield* this.#surveyor.instances(study, signal);
  }

  async open(file: number, signal: AbortSignal): Promise<Blob> {
    if (!this.#surveyor) throw new DOMException('nothing was picked', 'NotReadableError');
    return this.#surveyor.open(file, signal);
  }

  /** Object URL of a study's middle slice, once it is there. */
  thumbnail(study: string): string | null {
    return this.#thumbnails?.urlOf(study) ?? null;
  }

  /** Makes the pictures, one after another; what cannot be shown has none. */
  showPictures(): void {
    const thumbnails = (this.#thumbnails ??= createThumbnails(() => this.#host.requestUpdate()));
    for (const study of this.summary.studies) {
      const file = seriesToShow(study)?.middle ?? null;
      if (file !== null) thumbnails.want(study.studyInstanceUID, file, (signal) => this.open(file, signal));
    }
  }

  /** Frees workers and pictures. What was picked is forgotten. */
  dispose(): void {
    this.cancel();
    this.#surveyor?.dispose();
    this.#surveyor = null;
    this.#thumbnails?.dispose();
    this.#thumbnails = null;
    this.#take(EMPTY);
    this.leftOut = [];
  }
}
