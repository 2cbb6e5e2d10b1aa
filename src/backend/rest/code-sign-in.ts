/** Another device: a code by e-mail is exchanged for access of this device's key to one case. */
import type { SessionRequest } from '../../contract/session.js';
import { SessionCodeSent } from '../../contract/session-code.js';
import { BackendError, type Backend, type CallOptions, type CodeSignIn } from '../backend.js';
import { ensureDevice, type DeviceStore } from './device-key.js';
import { parse, send } from './http.js';
import type { Platform } from './platform.js';
import type { SessionKeeper } from './session.js';

export interface Device {
  platform: Platform;
  base: string;
  sessions: SessionKeeper;
  devices: DeviceStore;
}

type CodeCalls = Required<Pick<Backend, 'requestSignInCode' | 'signInWithCode'>>;

export const codeCalls = (device: Device): CodeCalls => ({
  requestSignInCode: (reference, o = {}) => requestCode(device, reference, o),
  signInWithCode: (grant, o = {}) => signInWithCode(device, grant, o),
});

async function requestCode(
  { platform, base }: Device,
  reference: string,
  { locale, signal }: CallOptions & { locale?: string },
): Promise<SessionCodeSent> {
  const response = await send(platform, {
    method: 'POST',
    url: `${base}/session-codes`,
    body: { reference, ...(locale ? { locale } : {}) },
    signal,
  });
  return parse(response, SessionCodeSent);
}

async function signInWithCode(
  { platform, sessions, devices }: Device,
  { reference, code, remember }: CodeSignIn,
  { signal }: CallOptions,
): Promise<string> {
  devices.leaveNothing(!remember);
  const device = await ensureDevice(devices, platform.now);
  const { caseId } = await sessions.open(
    // Made anew at each attempt: a proof is good once.
    async (): Promise<SessionRequest> => ({
      grant: 'code',
      reference,
      code,
      proof: await sessions.proof(device),
    }),
  );
  signal?.throwIfAborted();
  if (!caseId) throw new BackendError('not-a-backend');
  await devices.save({
    ...(await ensureDevice(devices, platform.now)),
    case: { id: caseId, state: 'created' },
  });
  return caseId;
}
