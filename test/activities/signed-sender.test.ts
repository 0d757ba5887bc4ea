/** The envelope's sender of a reply names it: a report that gives nothing back finds it all the same. */
import { randomUUID } from 'node:crypto';
import { idOfKey } from '../../api/http/request-key.ts';
import { senderWithToken, tokenInAddresses } from '../../mail/address-token.ts';
import { answer, does, newDossier } from '../api/desk.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { until } from '../api/until.ts';

let pli: Pli;
beforeAll(async () => {
  pli = await openPli();
  await pli.store.connection
    .collection('mailboxes')
    .updateOne({ _id: pli.queue } as never, { $set: { subaddressing: true } });
  await pli.startWorker();
});
afterAll(() => pli.close());

const words = (address: string) => `Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<${address}>:
Sorry, no mailbox here by that name. (#5.1.1)
`;

/** The mail server of the tests refuses, to try its clients, every address that ends like these. */
const REFUSED = /(?:[45]\d\d|600)@/;

/** A key whose reply has an envelope's sender that the mail server takes. */
function goodKey(dossier: string, number: number): string {
  for (;;) {
    const key = randomUUID();
    const message = idOfKey(key, 'lea', dossier);
    const sender = senderWithToken(pli.support.address, { number, message }, pli.secrets.sign);
    if (!REFUSED.test(sender ?? '')) return key;
  }
}

it('peer 23: a report in words alone, without any id, is about the reply whose sender it came to', async () => {
  const { id } = await newDossier(pli, 'Signed');
  const lea = await pli.signIn('lea');
  await does(lea, id, { type: 'accept' });
  const number = (await pli.store.dossiers.get(id))?.number ?? 0;
  const sent = await lea.command(id, { type: 'replyAndClose', message: answer(pli) }, goodKey(id, number));
  expect(sent.status).toBe(200);
  const row = await until('the reply has left', async () =>
    (await pli.store.outbox.list({ limit: 9, state: 'accepted' })).find((r) => r.dossierId === id),
  );
  const token = { number, message: row._id };
  expect(tokenInAddresses([row.from], pli.support.address, pli.secrets.sign)).toEqual(token);
  const copies = await until('the customer has it', async () => {
    const letters = await pli.post.read(pli.customer);
    return letters.length > 0 && letters;
  });
  expect(copies[0]?.headers.get('return-path')).toMatchObject({ text: expect.stringContaining(row.from) });
  await until('its proof came back', async () => (await pli.store.outbox.get(row._id))?.echoedAt != null);

  await pli.post.write({
    envelope: { from: '', to: row.from },
    ...{ from: 'MAILER-DAEMON@localhost', to: row.from, subject: 'failure notice', text: words(pli.customer.address) },
  });
  const back = await until('the dossier is back', async () => {
    const dossier = await pli.store.dossiers.get(id);
    return dossier?.alert === 'send-failed' && dossier;
  });
  expect(back).toMatchObject({ state: 'open', desk: 'inProgress' });
  const [report] = await pli.store.ledger.list({ limit: 9, fate: 'bounce' });
  expect(report).toMatchObject({
    ...{ dossier: id, message: row._id, reason: { code: 'bounced', detail: pli.customer.address } },
    bounce: { format: 'qmail', messageIds: [] },
  });
});
