/**
 * Looks at everything that was picked, file by file and into ZIP files and disc images: what it is, which study it
 * belongs to, what is left out. Reads heads only, many at once. Runs in a worker.
 */
import {
  CONTAINER_LIMITS,
  type Container,
  type ContainerFinding,
  type ContainerLimits,
} from '../containers/container.js';
import { openIso9660 } from '../containers/iso9660.js';
import { folderContainer } from '../containers/plain.js';
import { openZip } from '../containers/zip.js';
import type { Patient } from '../../contract/index.js';
import type { DicomReading } from '../dicom/instance.js';
import { instanceReader, type InstanceReader } from '../dicom/read-instance.js';
import { seriesKind } from '../dicom/sop-classes.js';
import { findViewers } from '../recognise/viewers.js';
import { furtherRange, recognise, recogniseFurther, type Recognition } from '../recognise.js';
import { Studies } from '../studies/studies.js';
import { Aside } from './aside.js';
import { Instances } from './instances.js';
import { readDirectories } from './directories.js';
import { findCopies } from './find-copies.js';
import { HeadsAhead } from './heads-ahead.js';
import type { FoundRecord, SurveyedInstance, SurveyFile, SurveyProgress, SurveyResult } from './found.js';

/** The first heads that are read are fewer, so that the first study is named at once. */
const FIRST_HEADS = 8;
/** Slices whose heads are read before their turn to be looked at. */
const SLICES_AHEAD = 3;
const TELL_MS = 100;

/** A container, and where its entries stand among all files. */
interface Place {
  container: Container;
  first: number;
  /** Path of the file that holds it, with a slash at the end, or ''. */
  path: string;
  depth: number;
  /** Its entries that can be read. */
  heads: HeadsAhead;
}

/** Taken, not yet looked at. */
export interface Slice {
  readonly place: Place;
  readonly signal: AbortSignal;
}

interface Mark {
  known: number;
  looked: number;
  unpacked: number;
  places: number;
  records: number;
  directories: number;
  aside: Aside;
}

export interface SurveyOptions {
  limits?: ContainerLimits;
  now?: () => number;
}

export class Survey {
  readonly #limits: ContainerLimits;
  readonly #now: () => number;
  readonly #studies = new Studies();
  readonly #instances = new Instances();
  #aside = new Aside();
  #mark: Mark | null = null;
  readonly #places: Place[] = [];
  readonly #records: FoundRecord[] = [];
  /** Files that are directories of DICOM discs, not read yet. */
  readonly #directories: number[] = [];
  #known = 0;
  #looked = 0;
  #unpacked = 0;
  #toldAt = -Infinity;
  /** Slices taken and not looked at yet. */
  #waiting = 0;

  constructor({ limits = CONTAINER_LIMITS, now = () => Date.now() }: SurveyOptions = {}) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Where {@link cancel} goes back to: what is read from here on may be given up. */
  begin(): void {
    this.#mark = {
      known: this.#known,
      looked: this.#looked,
      unpacked: this.#unpacked,
      places: this.#places.length,
      records: this.#records.length,
      directories: this.#directories.length,
      aside: this.#aside.copy(),
    };
  }

  /** As if nothing had been read since {@link begin}. */
  cancel(): void {
    const mark = this.#mark;
    if (!mark) return;
    for (let file = mark.known; file < this.#known; file++) {
      this.#studies.remove(file);
      this.#instances.remove(file);
    }
    this.#known = mark.known;
    this.#looked = mark.looked;
    this.#unpacked = mark.unpacked;
    this.#places.length = mark.places;
    this.#records.length = mark.records;
    this.#directories.length = mark.directories;
    this.#aside = mark.aside;
    this.#mark = null;
  }

  /** Takes one slice of what was picked, to be looked at in its turn. Heads of a few slices are read before that. */
  take(files: readonly SurveyFile[], signal: AbortSignal): Slice {
    const place = this.#place(folderContainer(files), '', 0, signal);
    if (this.#waiting++ < SLICES_AHEAD) place.heads.start();
    return { place, signal };
  }

  /** Looks at a slice, and into what it contains: once, after those taken before. Rejects with the signal's reason only. */
  async look({ place, signal }: Slice, tell: (progress: SurveyProgress) => void): Promise<void> {
    this.#waiting--;
    const open = [place];
    for (let next = open.pop(); next; next = open.pop()) await this.#readPlace(next, open, signal, tell);
  }

  /** What there is, once everything has been read; may be called again after more. Rejects with the signal's reason only. */
  async finish(patient: Patient | null, signal: AbortSignal): Promise<SurveyResult> {
    await readDirectories(this.#directories.splice(0), this, this.#studies, signal);
    await findCopies(this, this.#studies, signal);
    const records = this.#leaveOutViewers(this.#records.splice(0));
    return { summary: this.#studies.summary(patient), records, leftOut: this.#aside.groups };
  }

  /** A study's files, each content once, in the order in which they were found: `count` of them from the `from`th. */
  instances(studyInstanceUID: string, from = 0, count = Infinity): SurveyedInstance[] {
    const files = this.#studies.filesOf(studyInstanceUID).slice(from, from + count);
    return files.map((file) => ({
      file,
      path: this.pathOf(file),
      size: this.sizeOf(file),
      studyInstanceUID,
      ...this.#instances.of(file),
    }));
  }

  /** How many files there are; they are numbered from 0. */
  get count(): number {
    return this.#known;
  }

  pathOf(file: number): string {
    const place = this.#placeOf(file);
    return place.path + (place.container.entries[file - place.first]?.path ?? '');
  }

  sizeOf(file: number): number {
    const place = this.#placeOf(file);
    return place.container.entries[file - place.first]?.size ?? 0;
  }

  async blob(file: number, signal: AbortSignal): Promise<Blob | 'unreadable' | 'damaged'> {
    const place = this.#placeOf(file);
    return place.container.blob(file - place.first, signal);
  }

  #placeOf(file: number): Place {
    let [low, high] = [0, this.#places.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#places[middle]?.first ?? 0) <= file) low = middle;
      else high = middle - 1;
    }
    const place = this.#places[low];
    if (!place) throw new RangeError('no such file');
    return place;
  }

  #place(container: Container, path: string, depth: number, signal: AbortSignal): Place {
    const readable: number[] = [];
    container.entries.forEach(({ finding }, index) => {
      if (!finding) readable.push(index);
    });
    const heads = new HeadsAhead(container, readable, signal, this.#looked === 0 ? FIRST_HEADS : undefined);
    const place = { container, first: this.#known, path, depth, heads };
    this.#known += container.entries.length;
    this.#places.push(place);
    return place;
  }

  async #readPlace(
    place: Place,
    open: Place[],
    signal: AbortSignal,
    tell: (progress: SurveyProgress) => void,
  ): Promise<void> {
    place.container.entries.forEach(({ finding }, index) => {
      if (finding) this.#leaveOut(place, index, [finding]);
    });
    for (let batch = place.heads.take(); batch; batch = place.heads.take()) {
      const read = await batch.heads;
      place.heads.start();
      for (const [at, index] of batch.indices.entries()) {
        const head = read[at] ?? 'unreadable';
        const looking = this.#lookAt(place, index, head, open, signal);
        if (looking) await looking;
        this.#looked++;
      }
      this.#tell(tell);
    }
  }

  /** A promise only where more than the head is needed: awaiting each of thousands would cost more than reading them. */
  #lookAt(
    place: Place,
    index: number,
    head: Uint8Array | 'unreadable' | 'damaged',
    open: Place[],
    signal: AbortSignal,
  ): Promise<void> | null {
    const entry = place.container.entries[index];
    if (!entry) return null;
    if (typeof head === 'string') {
      this.#leaveOut(place, index, [head]);
      return null;
    }
    const { path, size } = entry;
    const found = recognise(head, path, size);
    if (found.ok && found.type === 'dicom' && !found.dicomdir) {
      const reader = instanceReader(head, size);
      if (!reader.done) return this.#readMore(place, index, reader, signal);
      this.#addInstance(place.first + index, size, reader.value);
      return null;
    }
    const range = furtherRange(found, path, size);
    if (range) return this.#lookFurther(place, index, found, head, range, open, signal);
    return this.#keep(place, index, found, open, signal);
  }

  async #readMore(place: Place, index: number, first: InstanceReader, signal: AbortSignal): Promise<void> {
    let reader = first;
    while (!reader.done) {
      const head = await place.container.range(index, 0, reader.wants, signal);
      // What has been read until then is not lost.
      reader = typeof head === 'string' ? { done: true, value: reader.withoutMore() } : reader.withMore(head);
    }
    this.#addInstance(place.first + index, place.container.entries[index]?.size ?? 0, reader.value);
  }

  #addInstance(file: number, size: number, reading: DicomReading): void {
    const { instance, findings } = reading;
    this.#studies.add(file, size, reading, seriesKind(instance));
    this.#instances.add(file, instance, findings);
  }

  async #lookFurther(
    place: Place,
    index: number,
    found: Recognition,
    head: Uint8Array,
    [start, end]: [number, number],
    open: Place[],
    signal: AbortSignal,
  ): Promise<void> {
    const entry = place.container.entries[index];
    const further = await place.container.range(index, start, end - start, signal);
    const known =
      typeof further === 'string' || !entry
        ? found
        : recogniseFurther(found, head, further, entry.path, entry.size);
    await this.#keep(place, index, known, open, signal);
  }

  #keep(
    place: Place,
    index: number,
    found: Recognition,
    open: Place[],
    signal: AbortSignal,
  ): Promise<void> | null {
    if (!found.ok) {
      this.#leaveOut(place, index, found.codes);
      return null;
    }
    if (found.container && !found.findings?.includes('raw-sectors'))
      return this.#openContainer(place, index, found.container, open, signal);
    if (found.dicomdir) {
      this.#directories.push(place.first + index);
      return null;
    }
    const { path, size } = place.container.entries[index] ?? { path: '', size: 0 };
    const { type, mediaType, findings = [], video = false } = found;
    this.#records.push({
      file: place.first + index,
      path: place.path + path,
      size,
      type,
      mediaType,
      findings,
      video,
    });
    return null;
  }

  async #openContainer(
    place: Place,
    index: number,
    kind: 'zip' | 'iso9660',
    open: Place[],
    signal: AbortSignal,
  ): Promise<void> {
    const depth = place.depth + 1;
    const opened =
      depth > this.#limits.maxDepth ? 'too-deep' : await this.#unpack(place, index, kind, signal);
    if (typeof opened === 'string') {
      this.#leaveOut(place, index, [opened]);
      return;
    }
    for (const { size } of opened.entries) this.#unpacked += size;
    open.push(this.#place(opened, `${this.pathOf(place.first + index)}/`, depth, signal));
  }

  /** What is left of the limits holds for all containers together: a bomb may be spread over many. */
  async #unpack(
    place: Place,
    index: number,
    kind: 'zip' | 'iso9660',
    signal: AbortSignal,
  ): Promise<Container | ContainerFinding | 'unreadable'> {
    const blob = await place.container.blob(index, signal);
    if (typeof blob === 'string') return blob;
    const limits = {
      ...this.#limits,
      maxEntries: this.#limits.maxEntries - this.#known,
      maxBytes: this.#limits.maxBytes - this.#unpacked,
    };
    const opened = await (kind === 'zip' ? openZip : openIso9660)(blob, limits, signal, place.depth + 1);
    return 'finding' in opened ? opened.finding : opened.container;
  }

  /** Needs all that was picked: what belongs to a viewer shows in what lies beside it. */
  #leaveOutViewers(records: readonly FoundRecord[]): FoundRecord[] {
    const paths = Array.from({ length: this.#known }, (_, file) => this.pathOf(file));
    const { files } = findViewers(paths, (file) => this.#instances.has(file));
    return records.filter(({ file, path, size }) => {
      if (!files.has(file)) return true;
      this.#aside.add({ path, size, codes: ['not-a-record'] });
      return false;
    });
  }

  #leaveOut(place: Place, index: number, codes: readonly string[]): void {
    const { path, size } = place.container.entries[index] ?? { path: '', size: 0 };
    this.#aside.add({ path: place.path + path, size, codes });
  }

  #tell(tell: (progress: SurveyProgress) => void): void {
    const at = this.#now();
    if (at - this.#toldAt < TELL_MS) return;
    this.#toldAt = at;
    tell({ looked: this.#looked, known: this.#known, summary: this.#studies.summary(null, true) });
  }
}
