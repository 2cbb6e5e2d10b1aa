/**
 * What the schema finds wrong, all of it at once. It is walked here rather than parsed, since a union's parse error says only
 * that no shape fits: the walk takes the shape that the author seems to have meant, and finds the mistake within.
 */
import * as z from 'zod/mini';
import type { $ZodObject, $ZodType, $ZodUnion } from 'zod/v4/core';
import { EligibilityDefinition } from '../contract/index.js';
import { listed } from '../eligibility/words.js';
import { pointerPart } from './json-text.js';
import { nearest, nearestKey } from './nearest.js';
import type { Remark } from './remark.js';
import { instead, KINDS_ELSEWHERE } from './schema-hints.js';
import { branchesOf, likeness, nameOf } from './schema-shapes.js';
import { isOptional, known, limitBroken, shown, unwrapped, wanted } from './schema-words.js';

type Values = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What else a key may be, when the object's own shape does not know it. */
interface Siblings {
  /** Said when the key belongs to another shape. */
  explain(key: string): Pick<Remark, 'message' | 'hint'> | undefined;
}

const NONE: Siblings = { explain: () => undefined };

/** Remarks about a parsed document. Without errors among them, the schema accepts it. */
export function schemaRemarks(document: unknown): Remark[] {
  const walk = new Walk();
  if (isObject(document) && document['resourceType'] === 'Questionnaire') return [fhirRemark];
  walk.value(EligibilityDefinition, document, '');
  return walk.remarks.some(({ severity }) => severity === 'error')
    ? walk.remarks
    : [...walk.remarks, ...unforeseen(document)];
}

const fhirRemark: Remark = {
  code: 'wrong-value',
  severity: 'error',
  pointer: '/resourceType',
  message: 'This is a FHIR Questionnaire, not a definition.',
  hint: 'fromQuestionnaire() of second-opinion-intake/eligibility/fhir makes a definition of it.',
};

/** The schema has the last word: what the walk does not know of is said in general. */
function unforeseen(document: unknown): Remark[] {
  const { error } = z.safeParse(EligibilityDefinition, document);
  return (error?.issues ?? []).map(({ path }) => ({
    code: 'wrong-value',
    severity: 'error',
    pointer: path.map((part) => `/${pointerPart(String(part))}`).join(''),
    message: 'This is not what the format allows here.',
    hint: 'See docs/eligibility.md.',
  }));
}

class Walk {
  readonly remarks: Remark[] = [];

  value(schema: $ZodType, value: unknown, pointer: string): void {
    const bare = unwrapped(schema);
    const { def } = bare._zod;
    if (def.type === 'union' && 'discriminator' in def) this.#kinds(def, value, pointer);
    else if (def.type === 'union' || def.type === 'lazy') this.#union(bare, value, pointer);
    else if (def.type === 'object') this.#object(bare as $ZodObject, value, pointer);
    else if (def.type === 'array') this.#array(bare, def.element, value, pointer);
    else if (def.type === 'record') this.#record(bare, def.keyType, def.valueType, value, pointer);
    else this.#leaf(bare, value, pointer);
  }

  #report(code: string, pointer: string, message: string, hint?: string): void {
    this.remarks.push({ code, severity: 'error', pointer, message, ...(hint && { hint }) });
  }

  #wrong(schema: $ZodType, value: unknown, pointer: string): void {
    this.#report(
      'wrong-value',
      pointer,
      `This should be ${wanted(schema)}, not ${shown(value)}.`,
      instead(schema, value),
    );
  }

  #leaf(schema: $ZodType, value: unknown, pointer: string): void {
    if (z.safeParse(schema, value).success) return;
    const limit = limitBroken(schema, value);
    if (limit) this.#report('wrong-value', pointer, `This ${limit}.`);
    else this.#wrong(schema, value, pointer);
  }

  #array(schema: $ZodType, element: $ZodType, value: unknown, pointer: string): void {
    if (!Array.isArray(value)) this.#wrong(schema, value, pointer);
    else if (value.length === 0) {
      const limit = limitBroken(schema, value);
      if (limit) this.#report('wrong-value', pointer, `This ${limit}.`);
    } else value.forEach((each, i) => this.value(element, each, `${pointer}/${i}`));
  }

  #record(schema: $ZodType, key: $ZodType, each: $ZodType, value: unknown, pointer: string): void {
    if (!isObject(value)) {
      this.#wrong(schema, value, pointer);
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      const at = `${pointer}/${pointerPart(name)}`;
      if (!z.safeParse(key, name).success)
        this.remarks.push({
          code: 'wrong-value',
          severity: 'error',
          pointer: at,
          message: `This should be ${wanted(key)}, not "${name}".`,
          atKey: true,
        });
      this.value(each, inner, at);
    }
    const limit = limitBroken(schema, value);
    if (limit) this.#report('missing-key', pointer, `This ${limit}.`, 'English is always there: add "en".');
  }

  #object(schema: $ZodObject, value: unknown, pointer: string, siblings = NONE): void {
    if (!isObject(value)) {
      this.#wrong(schema, value, pointer);
      return;
    }
    const { shape, catchall } = schema._zod.def;
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
    const absent = Object.keys(shape).filter((key) => !Object.hasOwn(value, key));
    const taken = new Set<string>();
    for (const key of unknown) {
      const near = nearestKey(key, absent);
      if (near) taken.add(near);
      this.#unknownKey(key, near, catchall !== undefined, `${pointer}/${pointerPart(key)}`, siblings, shape);
    }
    // Where a key is only misspelt, saying that it is missing, too, would be noise.
    for (const key of absent)
      if (!isOptional(shape[key] as $ZodType) && !taken.has(key))
        this.#report(
          'missing-key',
          pointer,
          `"${key}" is missing.`,
          `It should be ${wanted(shape[key] as $ZodType)}.`,
        );
    for (const [key, inner] of Object.entries(shape))
      if (Object.hasOwn(value, key)) this.value(inner, value[key], `${pointer}/${key}`);
  }

  /** A key that resembles a known one is surely a slip; any other may be a note of the author's that nobody reads. */
  #unknownKey(
    key: string,
    near: string | undefined,
    strict: boolean,
    pointer: string,
    siblings: Siblings,
    shape: Values,
  ): void {
    const elsewhere = siblings.explain(key);
    this.remarks.push({
      code: 'unknown-key',
      severity: strict || (near && !elsewhere) ? 'error' : 'warning',
      pointer,
      atKey: true,
      message: `The format has no key "${key}" here${strict || near ? '' : '; it is ignored'}.`,
      hint: near ? `Did you mean "${near}"?` : `The keys here are ${listed(Object.keys(shape), 'and')}.`,
      ...elsewhere,
    });
  }

  /** Shapes told apart by one key. */
  #kinds({ options, ...def }: $ZodUnion['_zod']['def'], value: unknown, pointer: string): void {
    const name = (def as { discriminator?: string }).discriminator ?? '';
    if (!isObject(value)) {
      this.#wrong(options[0] as $ZodType, value, pointer);
      return;
    }
    const shapes = new Map(options.map((option) => [constantOf(option, name), known(option) as $ZodObject]));
    const chosen = shapes.get(value[name]);
    if (!chosen) {
      this.#unknownKind(name, [...shapes.keys()].map(String), value, pointer);
      return;
    }
    const explain = (key: string) => {
      const having = [...shapes].filter(([, shape]) => Object.hasOwn(shape._zod.def.shape, key));
      const kinds = having.map(([kind]) => String(kind));
      return kinds.length === 0
        ? undefined
        : {
            message: `A question of kind ${String(value[name])} has no "${key}"; it is ignored.`,
            hint: `Only ${listed(kinds, 'and')} ${kinds.length === 1 ? 'has' : 'have'} it.`,
          };
    };
    this.#object(chosen, value, pointer, { explain });
  }

  #unknownKind(name: string, kinds: readonly string[], value: Values, pointer: string): void {
    const all = `It is one of ${listed(kinds, 'or')}.`;
    const given = value[name];
    if (name in value) {
      const near = typeof given === 'string' ? nearest(given, kinds) : undefined;
      const hint = near ? `Did you mean "${near}"?` : (KINDS_ELSEWHERE[String(given)] ?? all);
      this.#report('wrong-value', `${pointer}/${name}`, `There is no kind ${shown(given)}.`, hint);
      return;
    }
    const misspelt = Object.keys(value).find((key) => nearestKey(key, [name]) === name);
    if (misspelt === undefined) this.#report('missing-key', pointer, `"${name}" is missing.`, all);
    else
      this.remarks.push({
        code: 'unknown-key',
        severity: 'error',
        pointer: `${pointer}/${pointerPart(misspelt)}`,
        message: `The format has no key "${misspelt}" here.`,
        hint: `Did you mean "${name}"?`,
        atKey: true,
      });
  }

  #union(schema: $ZodType, value: unknown, pointer: string): void {
    const branches = branchesOf(schema);
    const shapes = branches.filter(({ _zod }) => _zod.def.type === 'object') as $ZodObject[];
    if (shapes.length === 0 || !isObject(value)) {
      if (!branches.some((branch) => z.safeParse(branch, value).success)) this.#wrong(schema, value, pointer);
      return;
    }
    const [best, ...others] = shapes
      .map((shape) => ({ shape, likeness: likeness(shape, value) }))
      .sort((a, b) => b.likeness - a.likeness);
    const names = [...new Set(shapes.map(nameOf))];
    if (!best || best.likeness === 0) {
      const asksOutcome = 'outcome' in value || 'outcomeKind' in value;
      const all = listed(
        names.map((each) => `"${each}"`),
        'or',
      );
      this.#report(
        'no-condition',
        pointer,
        asksOutcome
          ? 'A condition cannot ask about the outcome.'
          : 'This is no condition: no key says which.',
        asksOutcome ? 'Only assertions can. Ask about answers.' : `A condition has one of ${all}.`,
      );
      return;
    }
    const own = nameOf(best.shape);
    const explain = (key: string) =>
      others.some(({ shape }) => nameOf(shape) === key)
        ? {
            message: `"${own}" and "${key}" cannot stand in one condition.`,
            hint: 'Make two of it, and join them by { "all": [ …, … ] } or { "any": [ …, … ] }.',
          }
        : undefined;
    this.#object(best.shape, value, pointer, { explain });
  }
}

/** The one value that a key of a shape must have. */
function constantOf(shape: $ZodType, key: string): unknown {
  const { def } = known((known(shape) as $ZodObject)._zod.def.shape[key] as $ZodType)._zod;
  return def.type === 'literal' ? def.values[0] : undefined;
}
