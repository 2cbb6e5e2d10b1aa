/**
 * A case's files on their way from one device through the fault proxy to a real backend: with the engine and the feeder
 * of the product, as a page has them, and a look at what the backend has in the end.
 */
import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createRestBackend } from '../../src/backend/index.js';
import { deviceStore, ensureDevice } from '../../src/backend/rest/device-key.js';
import type { Platform } from '../../src/backend/rest/platform.js';
import { createTransferEngine } from '../../src/transfer/engine.js';
import { Feeder } from '../../src/transfer/feeder.js';
import { createTusUploader } from '../../src/transfer/protocols/tus.js';
import { pickedFile, type TransferEngine } from '../../src/transfer/transfer.js';
import { Client, ORIGIN } from '../backend/client.js';
import { startBackend, type RunningBackend } from './backend.js';
import { agreedCase, until } from './engine.js';
import { startFaultProxy, type FaultProxy } from './fault-proxy.js';
import { asFile, dicomFile, jpegFile } from './fixtures.js';
import { sha256 } from './sha256.js';
import { nodeHttpBody } from './node-http-body.js';
import { largeFile } from './pieces.js';

const KB = 1024;
const STUDY = 'study';
const DICOM = { type: 'dicom', mediaType: 'application/dicom' } as const;
const JPEG = { type: 'image', mediaType: 'image/jpeg' } as const;

interface SendingOptions {
  /** Files of a study, which go in bundles: how many, and bytes of each. */
  images?: readonly [count: number, size: number];
  /** Files that go each for itself. */
  records?: readonly [count: number, size: number];
  /** Bytes of a bundle's files. */
  bundleBytes?: number;
  /** Larger records go in pieces of so many bytes. */
  pieceBytes?: number;
}

/** The page, as long as its tab is open. */
export interface Tab {
  engine: TransferEngine;
  feeder: Feeder;
  /** Resolves when the backend has said of every file that it is received; rejects when one waits for somebody. */
  all: Promise<void>;
  /** Waits for what is to come while files are still on their way; rejects when these end first. */
  meets(event: Promise<void>): Promise<void>;
  /** As when the tab is closed: nothing of it goes on. */
  kill(): void;
}

/** What of time a tab takes from its device. */
export interface Clock {
  now?: () => number;
  platform?: Partial<Platform>;
}

export interface Sending {
  proxy: FaultProxy;
  caseId: string;
  open(clock?: Clock): Tab;
  /** The same person, past the proxy. */
  client(): Promise<Client>;
  /** Kills the backend and starts it again on its folder. */
  restart(): Promise<void>;
  /**
   * Holds the backend against the files: one case, each document once and received once, the very bytes in its store. Ends
   * it. `leftovers`: how many uploads may be there that nobody goes on with.
   */
  assertAllThere(leftovers?: number): Promise<void>;
}

/** Half noise and half zeros, as images are, or noise alone. */
function image(number: number, size: number): File {
  const noisy = dicomFile({ instanceNumber: number, size: number % 3 ? size : size / 2 });
  const bytes = new Uint8Array(Math.max(size, noisy.length));
  bytes.set(noisy);
  return asFile(bytes, `IM${number}`);
}

const list = <T>([count, size]: readonly [number, number], make: (index: number, size: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index + 1, size));

export async function startSending(t: TestContext, options: SendingOptions = {}): Promise<Sending> {
  const { bundleBytes = 64 * KB, pieceBytes } = options;
  const images = list(options.images ?? [0, 0], image);
  const records = list(options.records ?? [0, 0], (index, size) =>
    asFile(jpegFile(size + index, index), `record ${index}.jpg`),
  );
  const env: Record<string, string> = pieceBytes === undefined ? {} : { PIECE_BYTES: String(pieceBytes) };
  const start = { allowedOrigins: [ORIGIN], env };
  let backend: RunningBackend = await startBackend(start);
  const { dataDir } = backend;
  const port = Number(new URL(backend.url).port);
  const proxy = await startFaultProxy({ target: { host: '127.0.0.1', port } });
  const devices = deviceStore(proxy.url, Date.now);
  const { caseId, limits } = await agreedCase(createRestBackend(backend.url, { signIn: 'device', devices }));
  const tabs: Tab[] = [];
  t.after(async () => {
    for (const tab of tabs) tab.kill();
    await proxy.close();
    await backend.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });
  const client = async () => Client.signIn(backend.url, (await ensureDevice(devices, Date.now)).keyPair);

  return {
    proxy,
    caseId,
    client,
    open({ now, platform } = {}) {
      const rest = createRestBackend(proxy.url, {
        signIn: 'device',
        devices,
        platform: { random: () => 0, ...platform },
      });
      const engine = createTransferEngine({
        backend: { ...rest, uploader: createTusUploader({ http: nodeHttpBody }) },
        caseId,
        limits,
        random: () => 0,
        pieceBytes,
        now,
      });
      const feeder = new Feeder(engine, bundleBytes);
      feeder.give(
        STUDY,
        images.map((file) => ({
          key: file.name,
          size: file.size,
          make: () => ({ ...pickedFile(file), recognised: DICOM }),
        })),
      );
      engine.add(records.map((file) => ({ ...pickedFile(file), ...(pieceBytes && { recognised: JPEG }) })));
      const all = allReceived(engine, feeder, images.length, records.length);
      // Whoever waits for something else meets it there.
      all.catch(() => undefined);
      const tab: Tab = {
        engine,
        feeder,
        all,
        meets: (event) => Promise.race([event, all.then(() => assert.fail('it ended before'))]),
        kill() {
          feeder.dispose();
          engine.dispose();
        },
      };
      tabs.push(tab);
      return tab;
    },
    async restart() {
      await backend.crash();
      backend = await startBackend({ ...start, dataDir, port });
    },
    async assertAllThere(leftovers = 0) {
      const files = await Promise.all(
        [...images, ...records].map(async (file) => new Uint8Array(await file.arrayBuffer())),
      );
      const digests = files.map(sha256).sort();
      const declared = files.map((bytes) =>
        bytes.length > (pieceBytes ?? Infinity)
          ? largeFile(bytes, pieceBytes ?? 0).declaration.sha256
          : sha256(bytes),
      );
      const person = await client();
      const { cases } = (await (await person.fetch('/cases')).json()) as { cases: unknown[] };
      assert.equal(cases.length, 1);
      const { documents } = await person.get(caseId);
      assert.deepEqual(documents.map(({ sha256: digest }) => digest).sort(), declared.sort());
      const told = await person.statuses(caseId);
      assert.equal(told.size, documents.length);
      for (const { id, status } of documents) {
        assert.equal(status, 'received');
        assert.deepEqual(told.get(id), ['declared', 'receiving', 'received']);
      }
      // Ended, it has cleared away what it does not keep.
      await backend.kill();
      const folder = join(dataDir, 'uploads');
      const names = (await readdir(folder)).filter((name) => !name.endsWith('.json'));
      const contents = await Promise.all(names.map((name) => readFile(join(folder, name))));
      // A creation that a crash cut off leaves an empty file.
      const stored = contents.filter(({ length }) => length > 0).map(sha256);
      const kept = stored.filter((digest) => digests.includes(digest)).sort();
      assert.deepEqual(kept, digests);
      assert.ok(stored.length - kept.length <= leftovers, `${stored.length - kept.length} leftovers`);
    },
  };
}

const STOPPED = ['needs-you', 'refused', 'rejected', 'cancelled'];

async function allReceived(
  engine: TransferEngine,
  feeder: Feeder,
  images: number,
  records: number,
): Promise<void> {
  const stopped = () =>
    engine.snapshot.items.map(({ state }) => state).find(({ name }) => STOPPED.includes(name));
  await until(engine, ({ items }) => {
    const received = items.filter(({ id, state }) => !feeder.owns(id) && state.name === 'received').length;
    return stopped() !== undefined || (feeder.progress(STUDY).received === images && received === records);
  });
  assert.equal(stopped(), undefined);
}
