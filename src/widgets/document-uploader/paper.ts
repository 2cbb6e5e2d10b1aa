/** Photos of paper on their way to one document: looked at, turned, put in order, taken again. Sends nothing itself. */
import type { PhotoFinding } from '../../documents/photos/index.js';
import { createPreparer, type Preparer } from '../../transfer/preparer.js';
import type { PhotoPage } from './picked/model.js';

const PHOTO = /^image\/(jpeg|png|webp|heic|heif)$/;
const PHOTO_NAME = /\.(jpe?g|png|webp|heic|heif)$/i;

const isPhoto = ({ type, name, webkitRelativePath }: File): boolean =>
  !webkitRelativePath && (PHOTO.test(type) || (!type && PHOTO_NAME.test(name)));

/** Nothing but photos, and from no folder: an album of scans in a folder is sent as it is. */
export function arePhotos(files: ArrayLike<File>): boolean {
  // No further than it is needed: a disc's list has thousands.
  for (let index = 0; index < files.length; index++) if (!isPhoto(files[index]!)) return false;
  return files.length > 0;
}

interface Page extends PhotoPage {
  file: File;
  /** This browser cannot show it. */
  unreadable: boolean;
}

export class Paper {
  pages: readonly Page[] = [];
  /** The document is being made. */
  making = false;

  readonly #onChange: () => void;
  #preparer: Preparer | null = null;
  #ended = new AbortController();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  add(files: readonly File[]): void {
    const pages = files.map((file): Page => this.#pageOf(file));
    this.#set([...this.pages, ...pages]);
    for (const page of pages) void this.#assess(page);
  }

  again({ id }: PhotoPage, file: File): void {
    const page = this.#pageOf(file);
    this.#set(this.pages.map((each) => (each.id === id ? page : each)));
    void this.#assess(page);
  }

  rotate({ id, rotation }: PhotoPage): void {
    const next = ((rotation + 90) % 360) as PhotoPage['rotation'];
    this.#change(id, { rotation: next });
  }

  move({ id }: PhotoPage, by: -1 | 1): void {
    const from = this.pages.findIndex((page) => page.id === id);
    const pages = [...this.pages];
    const [page] = pages.splice(from, 1);
    if (page) pages.splice(Math.max(0, from + by), 0, page);
    this.#set(pages);
  }

  remove({ id }: PhotoPage): void {
    this.#set(this.pages.filter((page) => page.id !== id));
  }

  /** All as files of their own. */
  takeApart(): File[] {
    const files = this.pages.map(({ file }) => file);
    this.#set([]);
    return files;
  }

  /** One PDF in order; photos that this browser cannot read stay files of their own. */
  async make(name: string): Promise<File[]> {
    this.making = true;
    this.#onChange();
    const { pages } = this;
    try {
      const { pdf, left } = await this.#prepare().paper(
        { photos: pages.map(({ file, rotation }) => ({ file, turn: rotation })), now: new Date() },
        this.#ended.signal,
      );
      const apart = left.flatMap((index) => pages[index]?.file ?? []);
      this.#set([]);
      return pdf ? [new File([pdf], name, { type: 'application/pdf' }), ...apart] : apart;
    } finally {
      this.making = false;
      this.#onChange();
    }
  }

  /** The element has left: previews and worker are let go, the photos are kept. */
  rest(): void {
    this.#ended.abort(new DOMException('disposed', 'AbortError'));
    this.#ended = new AbortController();
    this.#preparer?.dispose();
    this.#preparer = null;
    this.#set(this.pages.map((page) => ({ ...page, preview: null })));
  }

  /** The element is back. */
  wake(): void {
    this.#set(
      this.pages.map((page) => ({
        ...page,
        preview: page.unreadable ? null : URL.createObjectURL(page.file),
      })),
    );
  }

  #pageOf(file: File): Page {
    return {
      id: crypto.randomUUID(),
      file,
      preview: URL.createObjectURL(file),
      rotation: 0,
      findings: [],
      unreadable: false,
    };
  }

  async #assess({ id, file }: Page): Promise<void> {
    try {
      const seen = await this.#prepare().photo({ file }, this.#ended.signal);
      this.#change(id, seen ? { findings: seen.filter(isTold) } : { preview: null, unreadable: true });
    } catch {
      // Nobody is told anything about a photo that has gone meanwhile.
    }
  }

  #prepare(): Preparer {
    return (this.#preparer ??= createPreparer());
  }

  #change(id: string, changes: Partial<Page>): void {
    this.#set(this.pages.map((page) => (page.id === id ? { ...page, ...changes } : page)));
  }

  #set(pages: readonly Page[]): void {
    const kept = new Set(pages.map(({ preview }) => preview));
    for (const { preview } of this.pages) if (preview && !kept.has(preview)) URL.revokeObjectURL(preview);
    this.pages = pages;
    this.#onChange();
  }
}

const TOLD = ['blurred', 'too-dark', 'too-bright', 'low-resolution'] as const;
const isTold = (finding: PhotoFinding): finding is (typeof TOLD)[number] =>
  (TOLD as readonly string[]).includes(finding);
