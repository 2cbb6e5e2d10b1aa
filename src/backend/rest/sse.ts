/** Server-sent events from a byte stream (HTML Living Standard, section 9.2.6), however it is cut into chunks. */
export interface ServerSentEvent {
  id: string;
  event: string;
  data: string;
}

export class SseParser {
  readonly #decoder = new TextDecoder();
  readonly #onEvent: (event: ServerSentEvent) => void;
  #rest = '';
  #id = '';
  #event = '';
  #data: string[] = [];

  constructor(onEvent: (event: ServerSentEvent) => void) {
    this.#onEvent = onEvent;
  }

  push(chunk: Uint8Array): void {
    this.#rest += this.#decoder.decode(chunk, { stream: true });
    for (;;) {
      const end = /\r\n|\n|\r(?!$)/.exec(this.#rest);
      if (!end) return;
      this.#line(this.#rest.slice(0, end.index));
      this.#rest = this.#rest.slice(end.index + end[0].length);
    }
  }

  #line(line: string): void {
    if (line === '') {
      if (this.#data.length > 0)
        this.#onEvent({ id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') });
      this.#event = '';
      this.#data = [];
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
  }
}
