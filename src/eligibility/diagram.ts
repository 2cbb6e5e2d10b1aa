/**
 * Multi-terminal decision diagrams over variables of several values (Bryant 1986; Miller 1993): functions of answers, each
 * stored once, so that two functions are equal exactly when their nodes are. Variables are tested in ascending order.
 */

/** A node's number. Terminals are nodes too. */
export type Node = number;

/** The diagrams would need more nodes than allowed: nothing is decided, rather than something wrong. */
export class TooManyNodes extends Error {}

/** The other function, as it stands. */
export const OTHER = Symbol('other');

/** How two functions combine, value by value: a pure function, whose results are remembered. */
export interface Operation {
  (a: number, b: number): number;
  /** What one value of the first makes of the whole second: one value, or {@link OTHER}; undefined where it depends. */
  settles?: (a: number) => number | typeof OTHER | undefined;
  /** True: a and b may change places. */
  commutes?: boolean;
}

const TERMINAL = Number.MAX_SAFE_INTEGER;
/** More would not fit into any memory that this runs in. */
const MOST_NODES = 2 ** 26;

/** Mixes two numbers of 32 bits (multiplication by primes, as FNV has it). */
const mix = (a: number, b: number) => Math.imul(Math.imul(a, 0x01000193) ^ b, 0x85ebca6b);

/** Position in a table whose length is a power of two. */
const place = (hash: number, length: number) => (hash ^ (hash >>> 15)) & (length - 1);

/** Results of operations. A result may be lost to a later one; then it is made again, and is the same node. */
class Results {
  /** Operation, two nodes, and the result. */
  #entries = new Int32Array(4 * 2 ** 10);
  readonly #operations = new WeakMap<Operation, number>();
  #count = 0;

  number(operation: Operation): number {
    let known = this.#operations.get(operation);
    if (known === undefined) this.#operations.set(operation, (known = this.fresh()));
    return known;
  }

  /** A number that no operation has. */
  fresh(): number {
    return ++this.#count;
  }

  /** Keeps pace with the nodes, so that few results are lost. */
  grow(nodes: number): void {
    if (nodes * 4 > this.#entries.length) this.#entries = new Int32Array(this.#entries.length * 4);
  }

  get(operation: number, f: Node, g: Node): Node | undefined {
    const at = this.#at(operation, f, g);
    const e = this.#entries;
    return e[at] === operation && e[at + 1] === f && e[at + 2] === g ? e[at + 3] : undefined;
  }

  set(operation: number, f: Node, g: Node, result: Node): void {
    const at = this.#at(operation, f, g);
    const e = this.#entries;
    e[at] = operation;
    e[at + 1] = f;
    e[at + 2] = g;
    e[at + 3] = result;
  }

  #at(operation: number, f: Node, g: Node): number {
    return 4 * place(mix(mix(operation, f), g), this.#entries.length / 4);
  }
}

export class Diagrams {
  readonly #variables: number[] = [];
  readonly #children: (readonly Node[])[] = [];
  readonly #values: number[] = [];
  /** Open addressing with linear probing: number of a node plus one, 0 where free. */
  #unique = new Int32Array(2 ** 11);
  readonly #terminals = new Map<number, Node>();
  readonly #results = new Results();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = Math.min(limit, MOST_NODES);
  }

  get size(): number {
    return this.#variables.length;
  }

  terminal(value: number): Node {
    let node = this.#terminals.get(value);
    if (node === undefined) {
      node = this.#add(TERMINAL, [], value);
      this.#terminals.set(value, node);
    }
    return node;
  }

  /** The function that goes to the child of the variable's value. */
  node(variable: number, children: readonly Node[]): Node {
    const [first] = children;
    if (first !== undefined && children.every((child) => child === first)) return first;
    if (2 * this.size >= this.#unique.length) this.#growUnique();
    const at = this.#find(variable, children);
    const known = (this.#unique[at] as number) - 1;
    if (known >= 0) return known;
    const node = this.#add(variable, children, NaN);
    this.#unique[at] = node + 1;
    return node;
  }

  /** Where a node stands in the table, or would. */
  #find(variable: number, children: readonly Node[]): number {
    const table = this.#unique;
    let hash = variable;
    for (const child of children) hash = mix(hash, child);
    for (let at = place(hash, table.length); ; at = (at + 1) & (table.length - 1)) {
      const known = (table[at] as number) - 1;
      if (known < 0 || (this.#variables[known] === variable && same(this.children(known), children)))
        return at;
    }
  }

  #growUnique(): void {
    this.#unique = new Int32Array(this.#unique.length * 2);
    for (let node = 0; node < this.size; node++)
      if (!this.isTerminal(node))
        this.#unique[this.#find(this.variable(node), this.children(node))] = node + 1;
  }

  #add(variable: number, children: readonly Node[], value: number): Node {
    if (this.#variables.length >= this.#limit) throw new TooManyNodes();
    this.#variables.push(variable);
    this.#children.push(children);
    this.#values.push(value);
    this.#results.grow(this.size);
    return this.size - 1;
  }

  isTerminal(node: Node): boolean {
    return this.#variables[node] === TERMINAL;
  }

  /** Value of a terminal; NaN of an inner node. */
  value(node: Node): number {
    return this.#values[node] ?? NaN;
  }

  /** Variable that a node tests; behind all others for terminals. */
  variable(node: Node): number {
    return this.#variables[node] ?? TERMINAL;
  }

  children(node: Node): readonly Node[] {
    return this.#children[node] ?? [];
  }

  /** Combines two functions. */
  apply(operation: Operation, a: Node, b: Node): Node {
    const memory = this.#results;
    const number = memory.number(operation);
    const combine = (f: Node, g: Node): Node => {
      const v = this.variable(f);
      const w = this.variable(g);
      if (v === TERMINAL && w === TERMINAL) return this.terminal(operation(this.value(f), this.value(g)));
      const settled =
        v === TERMINAL
          ? this.#settle(operation, f, g)
          : w === TERMINAL && operation.commutes
            ? this.#settle(operation, g, f)
            : undefined;
      if (settled !== undefined) return settled;
      const known = memory.get(number, f, g);
      if (known !== undefined) return known;
      const top = Math.min(v, w);
      const width = this.children(v <= w ? f : g).length;
      const children: Node[] = [];
      for (let i = 0; i < width; i++)
        children.push(
          combine(
            v === top ? (this.children(f)[i] as Node) : f,
            w === top ? (this.children(g)[i] as Node) : g,
          ),
        );
      const result = this.node(top, children);
      memory.set(number, f, g, result);
      return result;
    };
    return combine(a, b);
  }

  #settle({ settles }: Operation, terminal: Node, other: Node): Node | undefined {
    const result = settles?.(this.value(terminal));
    return typeof result === 'number' ? this.terminal(result) : result && other;
  }

  /** Whether two functions have a pair of such values for the same answers. */
  meet(pair: (a: number, b: number) => boolean, a: Node, b: Node): boolean {
    const seen = this.#results;
    const number = seen.fresh();
    const search = (f: Node, g: Node): boolean => {
      const v = this.variable(f);
      const w = this.variable(g);
      if (v === TERMINAL && w === TERMINAL) return pair(this.value(f), this.value(g));
      if (seen.get(number, f, g) !== undefined) return false;
      seen.set(number, f, g, 0);
      const [first, second] = [this.children(f), this.children(g)];
      return v === w
        ? first.some((child, i) => search(child, second[i] as Node))
        : v < w
          ? first.some((child) => search(child, g))
          : second.some((child) => search(f, child));
    };
    return search(a, b);
  }

  /** The function with each value replaced. */
  map(operation: (value: number) => number, node: Node): Node {
    return this.#rebuild(node, (f) =>
      this.isTerminal(f) ? this.terminal(operation(this.value(f))) : undefined,
    );
  }

  /** The function once some variables are known. */
  restrict(node: Node, known: ReadonlyMap<number, number>): Node {
    if (known.size === 0) return node;
    return this.#rebuild(node, (f, again) => {
      if (this.isTerminal(f)) return f;
      const value = known.get(this.variable(f));
      return value === undefined ? undefined : again(this.children(f)[value] as Node);
    });
  }

  #rebuild(root: Node, replace: (node: Node, again: (node: Node) => Node) => Node | undefined): Node {
    const memory = new Map<Node, Node>();
    const again = (f: Node): Node => {
      const known = memory.get(f);
      if (known !== undefined) return known;
      const result = replace(f, again) ?? this.node(this.variable(f), this.children(f).map(again));
      memory.set(f, result);
      return result;
    };
    return again(root);
  }

  /** Every node that the function is made of, parents before children. */
  nodes(root: Node): Node[] {
    const seen = new Set<Node>();
    const order: Node[] = [];
    const visit = (f: Node): void => {
      if (seen.has(f)) return;
      seen.add(f);
      this.children(f).forEach(visit);
      order.push(f);
    };
    visit(root);
    return order.reverse();
  }

  /** The variables that the function depends on. */
  support(root: Node): Set<number> {
    return new Set(
      this.nodes(root)
        .filter((f) => !this.isTerminal(f))
        .map((f) => this.variable(f)),
    );
  }

  /** The values that the function takes. */
  values(root: Node): Set<number> {
    return new Set(
      this.nodes(root)
        .filter((f) => this.isTerminal(f))
        .map((f) => this.value(f)),
    );
  }
}

function same(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}
