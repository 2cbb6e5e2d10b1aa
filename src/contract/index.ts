/**
 * The contract between widgets and backend, version 1: zod schemas of everything on the wire. The schemas are the
 * only definition; types are inferred and `openapi.json` is generated from them.
 */
export * from './access-token.js';
export * from './assessment.js';
export * from './bundle.js';
export * from './capabilities.js';
export * from './case.js';
export * from './case-list.js';
export * from './digest-query.js';
export * from './document.js';
export * from './document-declaration.js';
export * from './eligibility-answer.js';
export * from './eligibility-condition.js';
export * from './eligibility-definition.js';
export * from './eligibility-head.js';
export * from './eligibility-names.js';
export * from './event.js';
export * from './message.js';
export * from './patient-request.js';
export * from './piece.js';
export * from './primitives.js';
export * from './problem.js';
export * from './record-names.js';
export * from './report-link.js';
export * from './session.js';
export * from './session-code.js';
export * from './upload-plan.js';
