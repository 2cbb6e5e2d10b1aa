import type { Backend } from '../backend.js';

export interface RestBackendOptions {
  signIn: 'device' | 'host-token' | 'cookie';
  getToken?: () => Promise<string>;
}

export function createRestBackend(_url: string, _options: RestBackendOptions): Backend {
  throw new Error('stub until the adapter lands');
}
