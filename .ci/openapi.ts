/** Writes `dist/openapi.json`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../src/contract/openapi.js';

const dist = new URL('../dist/', import.meta.url);
mkdirSync(dist, { recursive: true });
writeFileSync(new URL('openapi.json', dist), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
