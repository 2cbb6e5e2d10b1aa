/** The parser of server-sent events against the rules of the HTML Living Standard, section 9.2.6. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SseParser, type ServerSentEvent } from '../../src/backend/rest/sse.js';

function parseChunks(chunks: Uint8Array[]): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  const parser = new SseParser((event) => events.push(event));
  for (const chunk of chunks) parser.push(chunk);
  return events;
}

/** The bytes, cut at these places. */
function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(index ? ends[index - 1] : 0, end));
}

const lineOf = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n\0\ufeff]/g, ''));
const event = fc.record({
  id: lineOf,
  event: lineOf,
  data: fc.array(lineOf, { minLength: 1, maxLength: 3 }),
});
const newline = fc.constantFrom('\n', '\r\n', '\r');

describe('server-sent events', () => {
  it('come out the same however the bytes are cut, in any of the three line endings', () => {
    fc.assert(
      fc.property(fc.array(event), newline, fc.array(fc.nat(), { maxLength: 20 }), (events, end, places) => {
        const lines = events.flatMap(({ id, event: name, data }) => [
          ': heartbeat',
          `id: ${id}`,
          `event: ${name}`,
          ...data.map((each) => `data: ${each}`),
          '',
        ]);
        // The last comment shows that the empty line before it was not the first half of CR LF.
        const bytes = new TextEncoder().encode([...lines, ': end', ''].join(end));
        assert.deepEqual(
          parseChunks(cut(bytes, places)),
          events.map(({ id, event: name, data }) => ({
            id,
            event: name || 'message',
            data: data.join('\n'),
          })),
        );
      }),
    );
  });

  it('never throws on any bytes', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (chunks) => void parseChunks(chunks)));
  });

  it('keeps the id for events without one, and passes over an event that never ended', () => {
    const text = 'id: 7\ndata: one\n\ndata: two\n\ndata: cut off';
    assert.deepEqual(
      parseChunks([new TextEncoder().encode(text)]).map(({ id, data }) => [id, data]),
      [
        ['7', 'one'],
        ['7', 'two'],
      ],
    );
  });
});
