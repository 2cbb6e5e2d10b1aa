/** What every Backend must do about messages, addenda, other devices and several cases. See `backend-suite.ts`. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { BackendError, type Backend } from '../../src/backend/backend.js';
import type { Case, Message } from '../../src/contract/index.js';
import { agree, draft, pdf, send } from './backend-suite.js';

export interface MessagesSubject {
  backend: Backend;
  /** Of a person with another device: what the first one has is not there. */
  other: Backend;
  staff: {
    ask(caseId: string, title: string): Promise<void>;
    release(caseId: string): Promise<void>;
    addendum(caseId: string): Promise<void>;
    write(caseId: string, text: string): Promise<void>;
    delay(caseId: string, latest: string, reason: string): Promise<void>;
    recordsComplete(caseId: string): Promise<void>;
  };
  /** As it stands in the e-mail. */
  codeFor(theCase: Case): Promise<string>;
}

const code = (expected: BackendError['code']) => (error: unknown) => {
  assert.ok(error instanceof BackendError, String(error));
  assert.equal(error.code, expected);
  return true;
};

/** An adapter of contract 1.5. */
function calls(backend: Backend) {
  const { messages, postMessage, markMessagesRead, requestSignInCode, signInWithCode } = backend;
  assert.ok(messages && postMessage && markMessagesRead && requestSignInCode && signInWithCode);
  return { messages, postMessage, markMessagesRead, requestSignInCode, signInWithCode };
}

const texts = ({ messages }: { messages: Message[] }) => messages.map(({ from, text }) => [from, text]);

export function messagesSuite(name: string, make: () => Promise<MessagesSubject>): void {
  describe(`${name} keeps to the port of contract 1.5`, () => {
    const withCase = async () => {
      const subject = await make();
      const id = randomUUID();
      await subject.backend.createCase(id, draft());
      await agree(subject.backend, id);
      const { version } = await subject.backend.getCase(id);
      const theCase = await subject.backend.updateCase(id, { phase: 'submitted' }, version);
      return { ...subject, ...calls(subject.backend), id, theCase };
    };

    it('takes a message with documents once, and gives all, oldest first', async () => {
      const { backend, staff, messages, postMessage, id } = await withCase();
      assert.deepEqual((await backend.getCase(id)).messaging, { unread: 0, open: true, questionsLeft: null });
      const document = await send(backend, id, pdf());
      const message = { text: 'Is a photo enough?\nIt is one page.', documentIds: [document.id] };
      const idempotencyKey = randomUUID();
      const posted = await postMessage(id, message, { idempotencyKey });
      assert.deepEqual(await postMessage(id, message, { idempotencyKey }), posted);
      await staff.write(id, 'Yes, it is.');
      const all = await messages(id);
      assert.deepEqual(texts(all), [
        ['patient', message.text],
        ['clinic', 'Yes, it is.'],
      ]);
      assert.deepEqual(all.messages[0]?.documentIds, [document.id]);
      assert.equal(all.messages[0]?.author, null);
      assert.ok(all.messages[1]?.author);
    });

    it('refuses what is empty or of another case, and tells nobody else', async () => {
      const { messages, postMessage, id } = await withCase();
      const documentIds = [randomUUID()];
      await assert.rejects(postMessage(id, { text: 'Look at this', documentIds }), code('invalid-request'));
      await assert.rejects(postMessage(randomUUID(), { text: 'Hello' }), code('not-found'));
      await assert.rejects(messages(randomUUID()), code('not-found'));
      assert.deepEqual((await messages(id)).messages, []);
    });

    it('counts what the patient has not read, up to the one that was seen', async () => {
      const { backend, staff, messages, markMessagesRead, id } = await withCase();
      for (const text of ['First', 'Second', 'Third']) await staff.write(id, text);
      assert.equal((await backend.getCase(id)).messaging?.unread, 3);
      const [, second, third] = (await messages(id)).messages;
      assert.ok(second && third);
      const read = await markMessagesRead(id, second.id);
      assert.equal(read.messaging?.unread, 1);
      assert.deepEqual(
        (await messages(id)).messages.map(({ readAt }) => readAt !== null),
        [true, true, false],
      );
      assert.equal((await markMessagesRead(id, third.id)).messaging?.unread, 0);
      const again = await markMessagesRead(id, second.id);
      assert.equal(again.version, (await backend.getCase(id)).version);
      await assert.rejects(markMessagesRead(id, randomUUID()), code('not-found'));
    });

    it('takes follow-up questions after the report, as many as it says', async () => {
      const { backend, staff, postMessage, id } = await withCase();
      await postMessage(id, { text: 'Before the report' });
      await staff.release(id);
      const { messaging } = await backend.getCase(id);
      const allowed = messaging?.questionsLeft ?? 0;
      assert.ok(allowed > 0 && messaging?.open);
      for (let left = allowed; left > 0; left--) {
        assert.equal((await backend.getCase(id)).messaging?.questionsLeft, left);
        await postMessage(id, { text: `Question ${left}` });
      }
      assert.deepEqual((await backend.getCase(id)).messaging, { unread: 0, open: false, questionsLeft: 0 });
      await assert.rejects(postMessage(id, { text: 'One more' }), code('conflict'));
    });

    it('gives a link to each addendum of a report', async () => {
      const { backend, staff, id } = await withCase();
      await staff.release(id);
      assert.deepEqual((await backend.getCase(id)).report?.addenda ?? [], []);
      await staff.addendum(id);
      const [addendum] = (await backend.getCase(id)).report?.addenda ?? [];
      assert.ok(addendum);
      const link = await backend.createReportLink(id, { addendumId: addendum.id });
      assert.equal(link.fileName, addendum.fileName);
      const bytes = new Uint8Array(await (await fetch(link.url)).arrayBuffer());
      assert.equal(Buffer.from(bytes.subarray(0, 5)).toString(), '%PDF-');
      assert.equal(bytes.length, addendum.size);
      await assert.rejects(backend.createReportLink(id, { addendumId: randomUUID() }), code('not-found'));
    });

    it('says that the report comes later, since when and why', async () => {
      const { backend, staff, id } = await withCase();
      await staff.recordsComplete(id);
      assert.equal((await backend.getCase(id)).estimate.delay ?? null, null);
      await staff.delay(id, '2027-03-01', 'The specialist is ill.');
      const { latest, delay } = (await backend.getCase(id)).estimate;
      assert.equal(latest, '2027-03-01');
      assert.equal(delay?.text, 'The specialist is ill.');
      assert.ok(delay && Date.parse(delay.since) <= Date.now());
    });

    it('opens one case on another device by its code, once', async () => {
      const { backend, other, codeFor, id, theCase } = await withCase();
      const elsewhere = randomUUID();
      await backend.createCase(elsewhere, draft());
      const { requestSignInCode, signInWithCode } = calls(other);
      const sent = await requestSignInCode(theCase.reference.toLowerCase());
      assert.ok(sent.expiresIn > 60);
      const grant = { reference: theCase.reference, code: await codeFor(theCase), remember: true };
      const wrong = grant.code.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10));
      await assert.rejects(signInWithCode({ ...grant, code: wrong }), code('unauthenticated'));
      assert.equal(await signInWithCode(grant), id);
      assert.equal((await other.getCase(id)).reference, theCase.reference);
      assert.deepEqual(await other.rememberedCase(), { id, state: 'created' });
    });

    it('answers the same for a case that is not there', async () => {
      const { other, requestSignInCode, theCase } = await withCase();
      const there = await requestSignInCode(theCase.reference);
      assert.deepEqual(await calls(other).requestSignInCode('SO-2222-2222'), there);
      const grant = { reference: 'SO-2222-2222', code: '12345678', remember: false };
      await assert.rejects(calls(other).signInWithCode(grant), code('unauthenticated'));
    });

    it('lists cases with what needs the patient', async () => {
      const { backend, staff, id } = await withCase();
      await staff.ask(id, 'The pathology report');
      await staff.write(id, 'Please look at what we ask for.');
      const summary = (await backend.listCases()).cases.find((each) => each.id === id);
      assert.equal(summary?.needed, 1);
      assert.equal(summary?.unread, 1);
      assert.equal(summary?.waitingOn, 'patient');
      assert.equal(summary?.patientGivenName, 'Maria');
    });
  });
}
