import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Capabilities, CaseList, Session, SessionCodeSent } from 'second-opinion-intake/contract';
import { startInProcess, type InProcessBackend } from '../support/backend.js';
import { bundleOf } from '../support/bundles.js';
import { mailsIn, mailsOnce } from '../support/outbox.js';
import { pieceOf } from '../support/pieces.js';
import { Client, deviceProof, draft, ORIGIN, parsed, pdf, post, problem } from './client.js';

describe('another device', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  let ahead = 0;
  before(async () => {
    backend = await startInProcess({
      allowedOrigins: [ORIGIN],
      sessionCodesPerMinute: 1_000,
      sessionSeconds: 100_000,
    });
    client = await Client.signIn(backend.url);
  });
  after(() => backend.stop());

  const advance = (seconds: number) => {
    ahead += seconds;
    backend.advance(seconds);
  };
  const ask = (reference: string, more = {}) => post(`${backend.url}/session-codes`, { reference, ...more });

  /** A case whose mails can be told from all others. */
  async function created(changes = {}) {
    const email = `${randomUUID()}@example.org`;
    const { id, reference } = await client.create(undefined, draft({ contact: { email }, ...changes }));
    return { id, reference, email };
  }
  type Created = Awaited<ReturnType<typeof created>>;

  const codesIn = async (email: string, many: number) =>
    (await mailsOnce(backend.dataDir, many, email)).flatMap(({ text }) => /\b\d{8}\b/.exec(text) ?? []);
  /** The code of a case that was sent none before. */
  async function codeFor({ reference, email }: Created): Promise<string> {
    await parsed(SessionCodeSent, await ask(reference), 202);
    const [code] = await codesIn(email, 1);
    assert.ok(code);
    return code;
  }
  async function redeem(reference: string, code: string, keys?: CryptoKeyPair) {
    const iat = Math.floor(Date.now() / 1000) + ahead;
    const made = await deviceProof(backend.url, { iat }, keys);
    const body = { grant: 'code', reference, code, proof: made.proof };
    return { ...made, response: await post(`${backend.url}/sessions`, body) };
  }
  const refused = async (reference: string, code: string) =>
    problem((await redeem(reference, code)).response, 401, 'unauthenticated');
  const another = (code: string) => String((Number(code) + 1) % 1e8).padStart(8, '0');

  /** Signed in by a code. */
  async function letIn(theCase: Created): Promise<Client> {
    const { response, keys } = await redeem(theCase.reference, await codeFor(theCase));
    const session = await parsed(Session, response, 201);
    assert.equal(session.caseId, theCase.id);
    // Later the device signs in by its key alone, like any.
    const iat = Math.floor(Date.now() / 1000) + ahead;
    const { proof } = await deviceProof(backend.url, { iat }, keys);
    const later = await post(`${backend.url}/sessions`, { grant: 'device', proof });
    const device = await Client.signIn(backend.url);
    device.token = (await parsed(Session, later, 201)).accessToken;
    return device;
  }

  it('answers again to the device that it let in, whose first answer may be lost', async () => {
    const theCase = await created();
    const code = await codeFor(theCase);
    const first = await redeem(theCase.reference, code);
    assert.equal((await parsed(Session, first.response, 201)).caseId, theCase.id);
    const again = await redeem(theCase.reference, code, first.keys);
    assert.equal((await parsed(Session, again.response, 201)).caseId, theCase.id);
    problem((await redeem(theCase.reference, another(code), first.keys)).response, 401, 'unauthenticated');
  });

  it('is offered', async () => {
    const { signInCode } = await parsed(Capabilities, await client.fetch('/capabilities'), 200);
    assert.equal(signInCode, true);
  });

  it('asks for a code and is answered the same, whether or not there is such a case', async () => {
    const theCase = await created();
    const [known, unknown] = [await ask(theCase.reference), await ask('SO-ZZZZ-ZZZZ')];
    for (const answer of [known, unknown]) {
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN);
    }
    const names = (answer: Response) => [...answer.headers.keys()].sort();
    assert.deepEqual(names(known), names(unknown));
    assert.deepEqual(await parsed(SessionCodeSent, known, 202), { expiresIn: 900 });
    assert.deepEqual(await parsed(SessionCodeSent, unknown, 202), { expiresIn: 900 });
    assert.equal((await codesIn(theCase.email, 1)).length, 1);
    await problem(await ask(''), 400, 'invalid-request');
  });

  it('is sent a code by a letter that says how to use it and nothing else, in either language', async () => {
    const english = await created();
    await codeFor(english);
    const [mail] = await mailsIn(backend.dataDir, english.email);
    assert.ok(mail);
    for (const word of [/15 minutes/, /not pass it on/, /did not ask/, /ignore/])
      assert.match(mail.text, word);
    const spanish = await created({ locale: 'es-MX' });
    await codeFor(spanish);
    const [carta] = await mailsIn(backend.dataDir, spanish.email);
    assert.match(carta?.text ?? '', /15 minutos.*No se lo dé a nadie.*no pidió/s);
    await ask(english.reference, { locale: 'es' });
    const [, second] = await mailsOnce(backend.dataDir, 2, english.email);
    assert.equal(second?.subject, carta?.subject);
    for (const { text, subject } of [mail, carta, second].map((each) => each ?? { text: '', subject: '' })) {
      assert.doesNotMatch(text + subject, /SO-|Canaria|Leakproof|opinion|canary|1964/i);
      assert.doesNotMatch(subject, /\d/, 'the code is not on a locked screen');
    }
  });

  it('is let in once by the code, with the reference as people type it, and the patient is told', async () => {
    const theCase = await created();
    const code = await codeFor(theCase);
    const typed = theCase.reference.toLowerCase().replaceAll('-', ' ');
    const { response } = await redeem(typed, code);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const { caseId } = await parsed(Session, response, 201);
    assert.equal(caseId, theCase.id);
    const [, told] = await mailsOnce(backend.dataDir, 2, theCase.email);
    assert.match(told?.text ?? '', /another device/);
    assert.doesNotMatch(told?.text ?? '', /SO-|Canaria|canary|\d{8}/);
    await refused(theCase.reference, code);
    assert.equal((await mailsIn(backend.dataDir, theCase.email)).length, 2);
  });

  it('opens that case alone, with everything in it, and not the owner’s others', async () => {
    const [shared, other] = [await created(), await created()];
    const own = await client.agreement();
    for (const { id } of [shared, other]) await client.send('POST', `/cases/${id}/consents`, own);
    const files = [pdf(), pdf()];
    const [mine, theirs] = await Promise.all(
      [shared, other].map(async ({ id }, index) => {
        const { document } = await client.declare(id, files[index]?.declaration ?? pdf().declaration);
        const { bundle } = await client.declareBundle(id, bundleOf([pdf()]).declaration);
        const { piece } = await client.declarePiece(id, pieceOf(Buffer.alloc(100, id)).declaration);
        return { document, bundle, piece };
      }),
    );
    assert.ok(mine && theirs);
    const device = await letIn(shared);
    const paths = ({ id }: Created, { document, bundle }: typeof mine) => [
      `/cases/${id}`,
      `/cases/${id}/events?after=0`,
      `/cases/${id}/messages`,
      `/documents/${document.id}`,
      `/bundles/${bundle.id}`,
    ];
    for (const path of paths(shared, mine)) assert.equal((await device.fetch(path)).status, 200, path);
    for (const path of paths(other, theirs)) await problem(await device.fetch(path), 404, 'not-found');
    const completed = { sha256: '0'.repeat(64), size: 1 };
    const piece = (id: string) => device.send('POST', `/pieces/${id}/completion`, completed);
    assert.notEqual((await piece(mine.piece.id)).status, 404);
    await problem(await piece(theirs.piece.id), 404, 'not-found');
    assert.equal((await device.createUpload(mine.document.id, 64)).status, 201);
    await problem(await device.createUpload(theirs.document.id, 64), 404, 'not-found');

    const { cases } = await parsed(CaseList, await device.fetch('/cases'), 200);
    assert.deepEqual(
      cases.map(({ id }) => id),
      [shared.id],
    );
    const stranger = await Client.signIn(backend.url);
    await problem(await stranger.fetch(`/cases/${shared.id}`), 404, 'not-found');
    assert.equal((await client.get(shared.id)).id, shared.id, 'the first device goes on');
    const repeated = draft({ contact: { email: shared.email } });
    assert.equal((await client.send('PUT', `/cases/${shared.id}`, repeated)).status, 200);
    await problem(await device.send('PUT', `/cases/${shared.id}`, repeated), 409, 'conflict');
  });

  it('does not come in by a wrong code, nor after five tries by the right one', async () => {
    const theCase = await created();
    const code = await codeFor(theCase);
    const wrong = await refused(theCase.reference, another(code));
    const unknown = await refused('SO-ZZZZ-ZZZZ', code);
    assert.deepEqual({ ...wrong, requestId: '' }, { ...unknown, requestId: '' });
    for (let n = 0; n < 4; n++) await refused(theCase.reference, another(code));
    await refused(theCase.reference, code);
    await ask(theCase.reference);
    const [, fresh] = await codesIn(theCase.email, 2);
    assert.ok(fresh);
    for (let n = 0; n < 4; n++) await refused(theCase.reference, another(fresh));
    await parsed(Session, (await redeem(theCase.reference, fresh)).response, 201);
  });

  it('does not come in by another case’s code, nor without a proof of its key', async () => {
    const [one, two] = [await created(), await created()];
    const code = await codeFor(one);
    await refused(two.reference, code);
    const { proof } = await deviceProof(backend.url, { htu: 'https://elsewhere.example/sessions' });
    const body = { grant: 'code', reference: one.reference, code, proof };
    await problem(await post(`${backend.url}/sessions`, body), 401, 'unauthenticated');
    await parsed(Session, (await redeem(one.reference, code)).response, 201);
  });

  it('of several at once, comes in once', async () => {
    const theCase = await created();
    const code = await codeFor(theCase);
    const answers = await Promise.all([1, 2, 3, 4].map(() => redeem(theCase.reference, code)));
    assert.deepEqual(answers.map(({ response }) => response.status).sort(), [201, 401, 401, 401]);
  });

  it('comes in by the newest code only, within a quarter of an hour', async () => {
    const theCase = await created();
    const first = await codeFor(theCase);
    await ask(theCase.reference);
    const [, second] = await codesIn(theCase.email, 2);
    assert.ok(second);
    await refused(theCase.reference, first);
    advance(899);
    await parsed(Session, (await redeem(theCase.reference, second)).response, 201);
    await ask(theCase.reference);
    // The third mail tells of the device.
    const third = (await codesIn(theCase.email, 4)).at(-1);
    advance(901);
    await refused(theCase.reference, third ?? '');
  });

  it('is sent five codes an hour at most; the last one stays good', async () => {
    const [theCase, other] = [await created(), await created()];
    for (let n = 1; n <= 5; n++) {
      await ask(theCase.reference);
      await codesIn(theCase.email, n);
    }
    await parsed(SessionCodeSent, await ask(theCase.reference), 202);
    // One after the other: once this one is sent, the sixth would have been.
    await codeFor(other);
    const codes = await codesIn(theCase.email, 5);
    assert.equal(codes.length, 5);
    await parsed(Session, (await redeem(theCase.reference, codes[4] ?? '')).response, 201);
    advance(3601);
    await ask(theCase.reference);
    assert.equal((await codesIn(theCase.email, 7)).length, 6);
  });

  it('says nothing to the owner’s own device, which comes in by a code too', async () => {
    const theCase = await created();
    const { response } = await redeem(theCase.reference, await codeFor(theCase), client.keys);
    assert.equal((await parsed(Session, response, 201)).caseId, theCase.id);
    assert.equal((await mailsIn(backend.dataDir, theCase.email)).length, 1);
  });

  it('leaves no code in the log', async () => {
    const theCase = await created();
    const code = await codeFor(theCase);
    await redeem(theCase.reference, another(code));
    await redeem(theCase.reference, code);
    await client.fetch(`/nothing/here`);
    let log = '';
    while (!log.includes('"route":"none"'))
      log = await readFile(join(backend.dataDir, 'backend.log'), 'utf8');
    assert.match(log, /"route":"\/session-codes","status":202/);
    for (const secret of [code, another(code), theCase.reference, theCase.email])
      assert.ok(!log.includes(secret));
  });

  it('is slowed down when it asks without end', async () => {
    const limited = await startInProcess({ allowedOrigins: [ORIGIN], sessionCodesPerMinute: 2 });
    try {
      const answers: Response[] = [];
      for (let n = 0; n < 6; n++)
        answers.push(await post(`${limited.url}/session-codes`, { reference: 'SO-ZZZZ-ZZZZ' }));
      const last = answers.find(({ status }) => status === 429);
      assert.ok(last && Number(last.headers.get('retry-after')) > 0);
      await problem(last, 429, 'rate-limited');
    } finally {
      await limited.stop();
    }
  });
});
