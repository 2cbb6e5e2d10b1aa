/** Writes `dist/openapi.json` and the JSON Schema of the definition format, `dist/eligibility-1.schema.json`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { EligibilityDefinition } from '../src/contract/index.js';
import { openApiDocument } from '../src/contract/openapi.js';

const dist = new URL('../dist/', import.meta.url);
mkdirSync(dist, { recursive: true });
writeFileSync(new URL('openapi.json', dist), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
const schema = z.toJSONSchema(EligibilityDefinition, { io: 'input' });
writeFileSync(new URL('eligibility-1.schema.json', dist), `${JSON.stringify(schema, null, 2)}\n`);
