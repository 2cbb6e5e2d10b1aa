/** The device's key in a real browser's IndexedDB. */
import { expect } from '@open-wc/testing';
import { DEVICE_DAYS, deviceStore, ensureDevice } from '../../src/backend/rest/device-key.js';
import { deviceProof } from '../../src/backend/rest/proof.js';

const DAY = 24 * 3600 * 1000;
const decode = (part: string) =>
  Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));

describe('the device key', () => {
  let url: string;
  let time: number;
  const now = () => time;
  /** As after a reload: nothing but the database is shared. */
  const store = () => deviceStore(url, now);

  beforeEach(() => {
    url = `https://backend.example/${crypto.randomUUID()}`;
    time = 1_800_000_000_000;
  });
  afterEach(() => store().clear());

  it('survives a reload, with the case it remembers, and cannot be extracted', async () => {
    const first = store();
    const made = await ensureDevice(first, now);
    await first.save({ ...made, case: { id: 'a', state: 'creating' } });
    const again = await ensureDevice(store(), now);
    expect(again.case).to.deep.equal({ id: 'a', state: 'creating' });
    expect(again.keyPair.privateKey.extractable).to.equal(false);
    let refused = false;
    await crypto.subtle.exportKey('pkcs8', again.keyPair.privateKey).catch(() => (refused = true));
    expect(refused).to.equal(true);

    // What the kept private key signs, the first public key verifies.
    const proof = await deviceProof(again.keyPair, 'POST', `${url}/sessions`, now());
    const [header = '', payload = '', signature = ''] = proof.split('.');
    const valid = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      made.keyPair.publicKey,
      decode(signature),
      new TextEncoder().encode(`${header}.${payload}`),
    );
    expect(valid).to.equal(true);
    const claims = JSON.parse(new TextDecoder().decode(decode(payload))) as Record<string, unknown>;
    expect(claims).to.include({ htm: 'POST', htu: `${url}/sessions`, iat: time / 1000 });
    const { jwk, typ } = JSON.parse(new TextDecoder().decode(decode(header))) as Record<string, object>;
    expect(typ).to.equal('dpop+jwt');
    expect(Object.keys(jwk ?? {})).to.have.members(['kty', 'crv', 'x', 'y']);
  });

  it('is kept in memory alone on a device of several people, until they say that it is theirs', async () => {
    const shared = store();
    shared.leaveNothing(true);
    const inMemory = await ensureDevice(shared, now);
    expect(await store().load()).to.equal(null);
    expect((await shared.load())?.keyPair).to.equal(inMemory.keyPair);
    shared.leaveNothing(false);
    await ensureDevice(shared, now);
    expect(await store().load()).not.to.equal(null);
  });

  it('is one key when two tabs open at the same moment', async () => {
    const devices = await Promise.all([ensureDevice(store(), now), ensureDevice(store(), now)]);
    const publicKeys = await Promise.all(
      devices.map(async ({ keyPair }) => (await crypto.subtle.exportKey('jwk', keyPair.publicKey)).x),
    );
    expect(publicKeys[0]).to.equal(publicKeys[1]);
  });

  it('is another one for another backend, gone when forgotten, and gone after its days', async () => {
    await ensureDevice(store(), now);
    expect(await deviceStore(`${url}/other`, now).load()).to.equal(null);
    time += DEVICE_DAYS * DAY;
    expect(await store().load()).not.to.equal(null);
    time += 1;
    expect(await store().load()).to.equal(null);
    const next = await ensureDevice(store(), now);
    expect(next.createdAt).to.equal(time);
    await store().clear();
    expect(await store().load()).to.equal(null);
  });
});
