/** Files held over and dropped on the host element; the rest of the page keeps its own ways. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Picked } from './load.js';

export class DropTarget implements ReactiveController {
  /** Files are held over the element. */
  dragging = false;

  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #accepts: () => boolean;
  readonly #onDrag: () => void;
  readonly #onDrop: (picked: Picked, items: readonly DataTransferItem[]) => void;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    options: {
      accepts: () => boolean;
      onDrag: () => void;
      onDrop: (picked: Picked, items: readonly DataTransferItem[]) => void;
    },
  ) {
    this.#host = host;
    this.#accepts = options.accepts;
    this.#onDrag = options.onDrag;
    this.#onDrop = options.onDrop;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('dragenter', this.#over);
    this.#host.addEventListener('dragover', this.#over);
    this.#host.addEventListener('dragleave', this.#leave);
    this.#host.addEventListener('drop', this.#drop);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragenter', this.#over);
    this.#host.removeEventListener('dragover', this.#over);
    this.#host.removeEventListener('dragleave', this.#leave);
    this.#host.removeEventListener('drop', this.#drop);
  }

  #set(dragging: boolean): void {
    if (dragging === this.dragging) return;
    this.dragging = dragging;
    if (dragging) this.#onDrag();
    this.#host.requestUpdate();
  }

  #takes(event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } {
    return this.#accepts() && !!event.dataTransfer?.types.includes('Files');
  }

  readonly #over = (event: DragEvent): void => {
    if (!this.#takes(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.#set(true);
  };

  /** Also fired on the way from one child to the next. */
  readonly #leave = (event: DragEvent): void => {
    const to = event.relatedTarget;
    const inside = to instanceof Node && (this.#host.contains(to) || this.#host.shadowRoot?.contains(to));
    if (!inside) this.#set(false);
  };

  readonly #drop = (event: DragEvent): void => {
    this.#set(false);
    if (!this.#takes(event)) return;
    event.preventDefault();
    // Entries can only be taken while the event is being handled.
    const items = [...event.dataTransfer.items];
    const entries = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    this.#onDrop(entries.length > 0 ? { entries } : { list: [...event.dataTransfer.files] }, items);
  };
}
