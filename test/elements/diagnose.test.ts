/** Why a request failed, told apart in a page: what the browser's network would do is given, the page is real. */
import { expect } from '@open-wc/testing';
import { diagnose } from '../../src/backend/rest/diagnose.js';
import { browserPlatform, type Platform } from '../../src/backend/rest/platform.js';

const BACKEND = 'https://backend.example/v1/capabilities';

/** A network on which these answer; CORS probes of the backend only when it names our origin. */
const network = (up: { backend?: 'allowed' | 'not-allowed'; page?: boolean }): Platform => ({
  ...browserPlatform,
  probeUrl: BACKEND,
  fetch: async (url, init) => {
    const answers =
      url === BACKEND ? up.backend === 'allowed' || (up.backend && init?.mode === 'no-cors') : up.page;
    if (!answers) throw new TypeError('Failed to fetch');
    return new Response();
  },
});
const found = async (platform: Platform) => (await diagnose(platform, `${BACKEND}/else`)).code;

describe('a failed request', () => {
  it('is the origin’s, this device’s, or the backend’s', async () => {
    expect(await found(network({}))).to.equal('offline');
    expect(await found(network({ page: true }))).to.equal('unreachable');
    expect(await found(network({ page: true, backend: 'allowed' }))).to.equal('unreachable');
  });

  it('tells the site’s developer once which origin to allow, and nothing else', async () => {
    const original = console.error;
    const lines: unknown[][] = [];
    console.error = (...line: unknown[]) => lines.push(line);
    try {
      const platform = network({ page: true, backend: 'not-allowed' });
      expect(await found(platform)).to.equal('origin-not-allowed');
      expect(await found(platform)).to.equal('origin-not-allowed');
    } finally {
      console.error = original;
    }
    expect(lines.length).to.equal(1);
    expect(String(lines[0])).to.include(location.origin).and.not.include('/v1');
  });
});
