/** Backends: the port, the REST adapter and the one in memory for stories and tests. */
export * from './backend.js';
export { createMemoryBackend, type MemoryBackend, type MemoryOptions } from './memory/memory-backend.js';
export { createRestBackend, type RestBackendOptions } from './rest/rest-backend.js';
