/**
 * Multi-terminal decision diagrams over variables of several values (Bryant 1986; Miller 1993): functions of answers, each
 * stored once, so that two functions are equal exactly when their nodes are. Variables are tested in ascending order.
 */

/** A node's number. Terminals are nodes too. */
export type Node = number;

/** The diagrams would need more nodes than allowed: nothing is decided, rather than something wrong. */
export class TooManyNodes extends Error {}

const TERMINAL = Number.MAX_SAFE_INTEGER;
const PAIR = 2 ** 26;

export class Diagrams {
  readonly #variables: number[] = [];
  readonly #children: (readonly Node[])[] = [];
  readonly #values: number[] = [];
  readonly #unique = new Map<string, Node>();
  readonly #terminals = new Map<number, Node>();
  readonly #operations = new Map<unknown, Map<number, Node>>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = Math.min(limit, PAIR);
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
    const key = `${variable}:${children.join()}`;
    let node = this.#unique.get(key);
    if (node === undefined) {
      node = this.#add(variable, children, NaN);
      this.#unique.set(key, node);
    }
    return node;
  }

  #add(variable: number, children: readonly Node[], value: number): Node {
    if (this.#variables.length >= this.#limit) throw new TooManyNodes();
    this.#variables.push(variable);
    this.#children.push(children);
    this.#values.push(value);
    return this.#variables.length - 1;
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

  /** Combines two functions value by value. The same `operation` must be a pure function: its results are remembered. */
  apply(operation: (a: number, b: number) => number, a: Node, b: Node): Node {
    let memory = this.#operations.get(operation);
    if (!memory) this.#operations.set(operation, (memory = new Map()));
    const combine = (f: Node, g: Node): Node => {
      const [v, w] = [this.variable(f), this.variable(g)];
      if (v === TERMINAL && w === TERMINAL) return this.terminal(operation(this.value(f), this.value(g)));
      const key = f * PAIR + g;
      const known = memory.get(key);
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
      memory.set(key, result);
      return result;
    };
    return combine(a, b);
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
