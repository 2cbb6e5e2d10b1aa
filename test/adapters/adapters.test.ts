import { after, before } from 'node:test';
import { createMemoryBackend, createRestBackend } from '../../src/backend/index.js';
import { startBackend, type RunningBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { backendSuite } from './backend-suite.js';

backendSuite('the memory adapter', () => {
  const backend = createMemoryBackend();
  return Promise.resolve({
    backend,
    staff: {
      ask: async (caseId, title) => void backend.staff.openRequest(caseId, { title }),
      release: async (caseId) => backend.staff.releaseReport(caseId),
    },
  });
});

let running: RunningBackend;
let staff: Staff;
before(async () => {
  running = await startBackend({ env: { PATIENT_REQUESTS_PER_MINUTE: '1000' } });
  staff = await Staff.signIn(running.staffUrl);
});
after(() => running.stop());

backendSuite('the REST adapter against the reference backend', () =>
  Promise.resolve({ backend: createRestBackend(running.url), staff }),
);
