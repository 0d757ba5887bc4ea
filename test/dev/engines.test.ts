/** The engines the tests and `npm start` share do what the product asks of them. */
import { Client, Connection } from '@temporalio/client';
import { ImapFlow } from 'imapflow';
import mongoose from 'mongoose';
import { createTransport } from 'nodemailer';
import { type TestAccount, testEngines } from '../setup/engines.ts';

const engines = testEngines();

describe('MongoDB', () => {
  const client = new mongoose.mongo.MongoClient(engines.mongoUrl);
  afterAll(() => client.close());

  it('commits a transaction whole and rolls another back', async () => {
    const letters = client.db().collection<{ _id: string }>('letters');
    await client.withSession((session) =>
      session.withTransaction(() => letters.insertMany([{ _id: 'a' }, { _id: 'b' }], { session })),
    );
    const failing = client.withSession((session) =>
      session.withTransaction(async () => {
        await letters.insertOne({ _id: 'c' }, { session });
        throw new Error('changed our mind');
      }),
    );
    await expect(failing).rejects.toThrow('changed our mind');
    expect(await letters.distinct('_id')).toEqual(['a', 'b']);
  });

  it('streams changes', async () => {
    const { operationTime } = await client.db().command({ ping: 1 });
    const notes = client.db().collection<{ _id: string }>('notes');
    await notes.insertOne({ _id: 'n1' });
    const stream = notes.watch([], { startAtOperationTime: operationTime });
    expect(await stream.next()).toMatchObject({ operationType: 'insert', documentKey: { _id: 'n1' } });
    await stream.close();
  });
});

describe('Temporal', () => {
  it('serves its namespace, which keeps closed runs for 30 days', async () => {
    const connection = await Connection.connect({ address: engines.temporalAddress });
    const { config } = await connection.workflowService.describeNamespace({ namespace: engines.namespace });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 3600);
    const client = new Client({ connection, namespace: engines.namespace });
    const handle = await client.workflow.start('anything', { taskQueue: engines.taskQueue, workflowId: 'probe' });
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();
    await connection.close();
  });
});

describe('mail', () => {
  async function inbox(account: TestAccount): Promise<string[]> {
    const { host, port } = engines.mail.imap;
    const auth = { user: account.user, pass: account.password };
    const imap = new ImapFlow({ host, port, secure: false, auth, logger: false });
    await imap.connect();
    await imap.mailboxOpen('INBOX');
    const messages = await imap.fetchAll('1:*', { envelope: true });
    await imap.logout();
    return messages.map((message) => message.envelope?.subject ?? '');
  }

  async function until(account: TestAccount, subject: string): Promise<void> {
    while (!(await inbox(account)).includes(subject)) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  it('takes a letter from anybody for its accounts, as an MX does', async () => {
    const [customer, support] = [engines.newAccount(), engines.newAccount()];
    const mx = createTransport({ ...engines.mail.smtp, secure: false, ignoreTLS: true });
    await mx.sendMail({ from: customer.address, to: support.address, subject: 'Colis perdu', text: 'Bonjour' });
    await until(support, 'Colis perdu');
  });

  it('takes a letter submitted with a password, without TLS on the loopback', async () => {
    const [customer, support] = [engines.newAccount(), engines.newAccount()];
    const submission = createTransport({
      ...engines.mail.submission,
      secure: false,
      auth: { user: support.user, pass: support.password },
    });
    await submission.sendMail({ from: support.address, to: customer.address, subject: 'Re: Colis', text: 'Demain' });
    await until(customer, 'Re: Colis');
  });

  it('gives every account a mailbox of its own', async () => {
    expect(await inbox(engines.newAccount())).toEqual([]);
  });
});
