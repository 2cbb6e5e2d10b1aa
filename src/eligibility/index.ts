/** Eligibility for browsers, workers and servers: evaluate a definition, check it, and the default one. */
export * from './check.js';
export { isUnsure, type Truth } from './condition.js';
export { defaultDefinition } from './default-definition.js';
export { evaluate, relevantAnswers, type Evaluation } from './evaluate.js';
export * from './explain.js';
export { graphSvg, type GraphOptions } from './graph.js';
export * from './prove.js';
export * from './record.js';
