/// <reference types="vite/client" />
/** The texts of examples/definitions, by file name. */
const files = import.meta.glob<string>('../../examples/definitions/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const gallery: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.split('/').at(-1) ?? path, text]),
);
