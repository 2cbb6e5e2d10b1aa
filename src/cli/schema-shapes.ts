/** Which of a union's shapes an author seems to have meant. */
import type { $ZodObject, $ZodType } from 'zod/v4/core';
import { nearest } from './nearest.js';
import { isOptional, known } from './schema-words.js';

/** The shapes of a union, those of unions within it included. */
export function branchesOf(schema: $ZodType): ReturnType<typeof known>[] {
  const { def } = known(schema)._zod;
  if (def.type === 'optional') return branchesOf(def.innerType);
  if (def.type === 'lazy') return branchesOf(def.getter());
  return def.type === 'union' ? def.options.flatMap(branchesOf) : [known(schema)];
}

/** The key that says which shape an object has: the first that must be there. */
export function nameOf({ _zod }: $ZodObject): string {
  return Object.entries(_zod.def.shape).find(([, inner]) => !isOptional(inner))?.[0] ?? '';
}

/** How much an object looks like a shape: by the key that names it, spelt or misspelt; else by other keys of it. */
export function likeness(shape: $ZodObject, value: object): number {
  const keys = Object.keys(value);
  const name = nameOf(shape);
  const shared = keys.filter((key) => Object.hasOwn(shape._zod.def.shape, key)).length;
  if (keys.includes(name)) return 100 + shared;
  return keys.some((key) => nearest(key, [name])) ? 50 + shared : shared;
}
