/**
 * This device's key: EC P-256, private part not extractable, in IndexedDB, for one backend and one case. What is stored
 * beside it is the case's random id and nothing else.
 */
import { inStore } from '../database.js';

export interface RememberedCase {
  id: string;
  state: 'creating' | 'created';
}

export interface DeviceRecord {
  keyPair: CryptoKeyPair;
  case: RememberedCase | null;
  /** Milliseconds since the epoch; a record that is older than {@link DEVICE_DAYS} is gone. */
  createdAt: number;
}

export interface DeviceStore {
  load(): Promise<DeviceRecord | null>;
  /** Keeps the record unless there is one; resolves with what is kept: two tabs must end up with one key. */
  add(record: DeviceRecord): Promise<DeviceRecord>;
  save(record: DeviceRecord): Promise<void>;
  clear(): Promise<void>;
  /** From now on in memory alone, beginning with nothing, or not any more: what is stored already stays as it is. */
  leaveNothing(nothing: boolean): void;
}

export const DEVICE_DAYS = 90;

const DEVICES = { database: 'second-opinion-intake', store: 'devices' };

/** In IndexedDB under the backend's URL; in memory where the browser refuses (private windows, Node). */
export function deviceStore(backendUrl: string, now: () => number): DeviceStore {
  let memory: DeviceRecord | null = null;
  let usable = typeof indexedDB !== 'undefined';
  const alive = ({ createdAt }: DeviceRecord) => now() - createdAt <= DEVICE_DAYS * 24 * 3600 * 1000;
  const attempt = async <T>(work: () => Promise<T>, otherwise: () => T): Promise<T> => {
    if (usable) {
      try {
        return await work();
      } catch {
        usable = false;
      }
    }
    return otherwise();
  };
  return {
    load: async () => {
      const record = await attempt(
        async () =>
          ((await inStore(DEVICES, 'readonly', (store) => store.get(backendUrl))) as
            DeviceRecord | undefined) ?? null,
        () => memory,
      );
      return record && alive(record) ? record : null;
    },
    add: (record) =>
      attempt(
        async () => {
          let kept = record;
          // Read and write in one transaction: another tab cannot come between.
          await inStore(DEVICES, 'readwrite', (store) => {
            const reading: IDBRequest<DeviceRecord | undefined> = store.get(backendUrl);
            reading.addEventListener('success', () => {
              if (reading.result && alive(reading.result)) kept = reading.result;
              else store.put(record, backendUrl);
            });
            return reading;
          });
          return kept;
        },
        () => (memory = memory && alive(memory) ? memory : record),
      ),
    save: (record) =>
      attempt<void>(
        async () => {
          await inStore(DEVICES, 'readwrite', (store) => store.put(record, backendUrl));
        },
        () => void (memory = record),
      ),
    clear: () =>
      attempt<void>(
        async () => inStore(DEVICES, 'readwrite', (store) => store.delete(backendUrl)),
        () => void (memory = null),
      ),
    leaveNothing: (nothing) => void (usable = !nothing && typeof indexedDB !== 'undefined'),
  };
}

/** The record of this device, made at first use. */
export async function ensureDevice(store: DeviceStore, now: () => number): Promise<DeviceRecord> {
  const there = await store.load();
  if (there) return there;
  const keyPair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  return store.add({ keyPair, case: null, createdAt: now() });
}
