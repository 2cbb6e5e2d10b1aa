/**
 * `openapi.json` (OpenAPI 3.1) from the zod schemas. Runs in the build, never in a browser.
 */
import * as z from 'zod/mini';
import { CONTRACT_VERSION } from './capabilities.js';
import { examples } from './examples.js';
import * as contract from './index.js';

type SchemaName = keyof typeof examples;

const schema = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: SchemaName) => ({ 'application/json': { schema: schema(name), examples: named(name) } });
const named = (name: SchemaName) =>
  Object.fromEntries(examples[name].map((value, index) => [`${name}${index + 1}`, { value }]));

const id = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
});
const header = (name: string, required: boolean, description: string) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});
const idempotencyKey = header(
  'Idempotency-Key',
  true,
  'The same key and body give the same answer; another body is 422.',
);
const etag = { ETag: { description: 'The version, quoted.', schema: { type: 'string' } } };

interface Operation {
  summary: string;
  parameters?: object[];
  body?: SchemaName;
  bodyOptional?: boolean;
  /** Status and schema of the success; null for no body. */
  success: [number, SchemaName | null][];
  headers?: object;
  /** Problem statuses besides 400, 401, 429 and 503. */
  problems?: number[];
  open?: boolean;
  extraContent?: object;
}

function operation(o: Operation) {
  const problem = {
    description: 'A problem of the registry (RFC 9457)',
    content: { 'application/problem+json': { schema: schema('Problem'), examples: named('Problem') } },
  };
  const codes = [...new Set([...(o.open ? [400, 429, 503] : [400, 401, 429, 503]), ...(o.problems ?? [])])];
  return {
    summary: o.summary,
    ...(o.open ? { security: [] } : {}),
    ...(o.parameters ? { parameters: o.parameters } : {}),
    ...(o.body ? { requestBody: { required: !o.bodyOptional, content: json(o.body) } } : {}),
    responses: {
      ...Object.fromEntries(
        o.success.map(([status, name]) => [
          status,
          {
            description: 'Success',
            ...(o.headers ? { headers: o.headers } : {}),
            ...(name ? { content: { ...json(name), ...o.extraContent } } : {}),
          },
        ]),
      ),
      ...Object.fromEntries(codes.map((status) => [status, problem])),
    },
  };
}

const create = [idempotencyKey];

const paths = {
  '/capabilities': {
    get: operation({ summary: 'What this backend offers', success: [[200, 'Capabilities']], open: true }),
  },
  '/eligibility/{definitionId}': {
    parameters: [{ name: 'definitionId', in: 'path', required: true, schema: { type: 'string' } }],
    get: operation({
      summary: 'A definition of eligibility',
      success: [[200, 'EligibilityDefinition']],
      headers: etag,
      problems: [404],
      open: true,
    }),
  },
  '/eligibility-assessments': {
    post: operation({
      summary: 'Answers without identifiers; evaluated again',
      parameters: create,
      body: 'AssessmentSubmission',
      success: [[201, 'Assessment']],
      problems: [409, 422],
      open: true,
    }),
  },
  '/sessions': {
    post: operation({
      summary: 'A short-lived access token for one of the ways in',
      body: 'SessionRequest',
      success: [[201, 'Session']],
      problems: [401, 403],
      open: true,
    }),
  },
  '/session-codes': {
    post: operation({
      summary:
        'Send a one-time code to the address that a case names. The same answer whether or not there is such a case',
      body: 'SessionCodeRequest',
      success: [[202, 'SessionCodeSent']],
      open: true,
    }),
  },
  '/cases': {
    get: operation({ summary: 'The cases of whoever is signed in', success: [[200, 'CaseList']] }),
  },
  '/cases/{caseId}': {
    parameters: [id('caseId')],
    put: operation({
      summary: 'Create a case under the client’s own UUID; the same draft again answers with the same case',
      body: 'CaseDraft',
      success: [
        [200, 'Case'],
        [201, 'Case'],
      ],
      headers: etag,
      problems: [409],
    }),
    get: operation({ summary: 'A case', success: [[200, 'Case']], headers: etag, problems: [403, 404] }),
    patch: operation({
      summary: 'Change what the patient may change (RFC 7396)',
      parameters: [header('If-Match', true, 'The ETag last seen.')],
      body: 'CasePatch',
      success: [[200, 'Case']],
      headers: etag,
      problems: [404, 409, 412, 428],
    }),
  },
  '/cases/{caseId}/consents': {
    parameters: [id('caseId')],
    post: operation({
      summary: 'Record the agreement to a consent text',
      parameters: create,
      body: 'ConsentAgreement',
      success: [[201, 'ConsentRecord']],
      problems: [404, 409, 422],
    }),
  },
  '/cases/{caseId}/withdrawal': {
    parameters: [id('caseId')],
    post: operation({
      summary:
        'Withdraw a case: it is closed, and nobody works on it any more. Once withdrawn, the same answer again',
      parameters: create,
      success: [[200, 'Case']],
      headers: etag,
      problems: [404, 409],
    }),
  },
  '/consent-texts/{sha256}': {
    parameters: [
      {
        name: 'sha256',
        in: 'path',
        required: true,
        description: 'Of the text in UTF-8.',
        schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      },
    ],
    get: operation({
      open: true,
      summary: 'A consent text as somebody once agreed to it, current or not',
      success: [[200, 'ConsentText']],
      problems: [404],
    }),
  },
  '/cases/{caseId}/documents': {
    parameters: [id('caseId')],
    post: operation({
      summary:
        'Declare a document; the same digest again answers with the document that is there. One whose pieces are all held needs no plan: 202',
      parameters: create,
      body: 'DocumentDeclaration',
      success: [
        [200, 'DocumentWithPlan'],
        [201, 'DocumentWithPlan'],
        [202, 'DocumentWithPlan'],
      ],
      problems: [404, 409, 413, 415, 422],
    }),
  },
  '/documents/{documentId}': {
    parameters: [id('documentId')],
    get: operation({
      summary: 'Status, and a fresh upload plan while bytes are missing',
      success: [[200, 'DocumentWithPlan']],
      problems: [404],
    }),
    patch: operation({
      summary: 'Rename or reclassify a document (RFC 7396)',
      body: 'DocumentPatch',
      success: [[200, 'CaseDocument']],
      problems: [404, 409],
    }),
    delete: operation({ summary: 'Remove a document', success: [[204, null]], problems: [404, 409] }),
  },
  '/documents/{documentId}/completion': {
    parameters: [id('documentId')],
    post: operation({
      summary: 'All bytes are there: read back and verify',
      parameters: create,
      body: 'DocumentCompletion',
      success: [
        [200, 'CaseDocument'],
        [202, 'CaseDocument'],
      ],
      problems: [404, 409, 410, 422],
    }),
  },
  '/cases/{caseId}/bundles': {
    parameters: [id('caseId')],
    post: operation({
      summary:
        'Declare many documents that come as one ZIP file; the same file again answers with the bundle that is there',
      parameters: create,
      body: 'BundleDeclaration',
      success: [
        [200, 'BundleWithPlan'],
        [201, 'BundleWithPlan'],
      ],
      problems: [404, 409, 413, 415, 422],
    }),
  },
  '/bundles/{bundleId}': {
    parameters: [id('bundleId')],
    get: operation({
      summary:
        'Status of a bundle and of each of its documents, and a fresh upload plan while bytes are missing',
      success: [[200, 'BundleWithPlan']],
      problems: [404],
    }),
    delete: operation({
      summary:
        'Give a bundle up that is not unpacked, with the documents that have not been received from it',
      success: [[204, null]],
      problems: [404, 409],
    }),
  },
  '/bundles/{bundleId}/completion': {
    parameters: [id('bundleId')],
    post: operation({
      summary: 'All bytes are there: unpack, read back and verify each document',
      parameters: create,
      body: 'BundleCompletion',
      success: [
        [200, 'BundleWithPlan'],
        [202, 'BundleWithPlan'],
      ],
      problems: [404, 409, 410, 422],
    }),
  },
  '/cases/{caseId}/pieces': {
    parameters: [id('caseId')],
    post: operation({
      summary:
        'Declare a piece of a large file; the same again answers with the piece that is there, and how far it is',
      parameters: create,
      body: 'PieceDeclaration',
      success: [
        [200, 'PieceWithPlan'],
        [201, 'PieceWithPlan'],
      ],
      problems: [404, 409, 413, 422],
    }),
  },
  '/pieces/{pieceId}/completion': {
    parameters: [id('pieceId')],
    post: operation({
      summary: 'All bytes are there: answered once the piece is read back and held, or thrown away (422)',
      parameters: create,
      body: 'PieceCompletion',
      success: [[200, 'PieceWithPlan']],
      problems: [404, 409, 422],
    }),
  },
  '/cases/{caseId}/digest-queries': {
    parameters: [id('caseId')],
    post: operation({
      summary:
        'Which of these digests this case holds, as documents or as pieces. Creates nothing: takes no Idempotency-Key',
      body: 'DigestQuery',
      success: [[200, 'DigestAnswer']],
      problems: [404],
    }),
  },
  '/cases/{caseId}/events': {
    parameters: [id('caseId')],
    get: operation({
      summary: 'What happened, in order: server-sent events, or JSON after an id',
      parameters: [
        { name: 'after', in: 'query', required: false, schema: { type: 'integer', minimum: 0 } },
        header('Last-Event-ID', false, 'With server-sent events: the last id seen.'),
      ],
      success: [[200, 'CaseEventList']],
      extraContent: { 'text/event-stream': { schema: { type: 'string' } } },
      headers: etag,
      problems: [404],
    }),
  },
  '/cases/{caseId}/requests': {
    parameters: [id('caseId')],
    post: operation({
      summary: 'The patient names another way by which records come; at most 20 are open at once',
      parameters: create,
      body: 'PatientRequest',
      success: [[201, 'Case']],
      problems: [404, 409, 422],
    }),
  },
  '/cases/{caseId}/requests/{requestId}/answers': {
    parameters: [id('caseId'), id('requestId')],
    post: operation({
      summary: 'Answer a request: documents, an alternative, or “I can’t”',
      parameters: create,
      body: 'RequestAnswer',
      success: [[200, 'Case']],
      problems: [404, 409, 422],
    }),
  },
  '/cases/{caseId}/messages': {
    parameters: [id('caseId')],
    get: operation({
      summary: 'All messages, oldest first',
      success: [[200, 'MessageList']],
      problems: [404],
    }),
    post: operation({
      summary: 'Write to the care team; after the report, a follow-up question',
      parameters: create,
      body: 'MessageDraft',
      success: [[201, 'Message']],
      problems: [404, 409, 422],
    }),
  },
  '/cases/{caseId}/message-reads': {
    parameters: [id('caseId')],
    post: operation({
      summary: 'The patient has read a message and all before it. Takes no Idempotency-Key',
      body: 'MessagesRead',
      success: [[200, 'Case']],
      headers: etag,
      problems: [404],
    }),
  },
  '/cases/{caseId}/report-links': {
    parameters: [id('caseId')],
    post: operation({
      summary: 'A link to the report or an addendum, good for five minutes and one complete delivery',
      parameters: create,
      body: 'ReportLinkRequest',
      bodyOptional: true,
      success: [[201, 'ReportLink']],
      problems: [404, 409],
    }),
  },
};

/** The whole document. Bodies are described as they are sent (zod's input side). */
export function openApiDocument(): object {
  const schemas = Object.fromEntries(
    (Object.keys(examples) as SchemaName[]).map((name) => {
      const { $schema: _, ...rest } = z.toJSONSchema(contract[name] as z.ZodMiniType, {
        target: 'draft-2020-12',
        unrepresentable: 'any',
        io: 'input',
        override: ({ zodSchema, jsonSchema }) => {
          if ('known' in zodSchema) jsonSchema['x-extensible-enum'] = zodSchema.known;
        },
      });
      return [name, relocate(rest, name)];
    }),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Second opinion intake',
      version: CONTRACT_VERSION,
      description: 'Between the widgets of second-opinion-intake and a backend.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '{base}', variables: { base: { default: 'https://intake.example.org' } } }],
    security: [{ session: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'From POST {base}/sessions' },
      },
    },
  };
}

/** zod's own `$defs` are relative to one schema; in the document they stand under that schema's component. */
function relocate(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((each) => relocate(each, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === '$ref' && typeof each === 'string' && each.startsWith('#/$defs/')
        ? each.replace('#/$defs/', `#/components/schemas/${name}/$defs/`)
        : key === '$ref' && each === '#'
          ? `#/components/schemas/${name}`
          : relocate(each, name),
    ]),
  );
}
