/** The text of a JSON file, and where in it things stand. */
import { findNodeAtLocation, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Finding, Remark } from './remark.js';

export interface Position {
  line: number;
  column: number;
}

/** The parts of a JSON Pointer (RFC 6901). */
export function pointerParts(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** A key as part of a JSON Pointer. */
export function pointerPart(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

export class JsonText {
  readonly text: string;
  readonly errors: readonly ParseError[];
  readonly root: Node | undefined;
  readonly #lines: readonly number[];

  constructor(text: string) {
    this.text = text;
    const errors: ParseError[] = [];
    this.root = parseTree(text, errors, { disallowComments: true });
    this.errors = errors;
    this.#lines = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
  }

  position(offset: number): Position {
    const line = this.#lines.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (this.#lines[line] ?? 0) + 1 };
  }

  /** Where a value begins, or its key; where the document has no such value, the nearest thing around it. */
  positionOf(pointer: string, atKey = false): Position {
    const parts = pointerParts(pointer);
    for (let length = parts.length; length >= 0; length--) {
      const node = this.#node(parts.slice(0, length));
      if (!node) continue;
      const key = atKey && length === parts.length ? node.parent?.children?.[0] : undefined;
      return this.position((key ?? node).offset);
    }
    return this.position(0);
  }

  /** A remark with its place. */
  locate({ atKey, offset, ...remark }: Remark): Finding {
    const { line, column } =
      offset === undefined ? this.positionOf(remark.pointer, atKey) : this.position(offset);
    return { ...remark, line, column };
  }

  #node(parts: readonly string[]): Node | undefined {
    let node = this.root;
    for (const part of parts) {
      if (!node) return undefined;
      node = findNodeAtLocation(node, [node.type === 'array' ? Number(part) : part]);
    }
    return node;
  }
}
