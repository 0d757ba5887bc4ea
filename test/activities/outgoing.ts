/** What the sending tests share: a dossier with a staged reply, an SMTP server that fails as told, one attempt to send. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { pino } from 'pino';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createSendReply } from '../../activities/sending/send-reply.ts';
import type { DeliveryOutcome } from '../../domain/dossier/commands.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Pli } from '../api/harness.ts';
import { OPENING, opened } from '../domain/given.ts';

export interface FaultyServer {
  readonly host: string;
  readonly port: number;
  /** The letters it has taken, byte for byte, with their recipients. */
  readonly taken: TakenLetter[];
  /** What it says to a recipient, or to a whole letter; null: yes. `hangUp`: it takes the letter and says nothing. */
  refuseRecipient: (address: string) => SmtpRefusal | null;
  refuseLetter: () => SmtpRefusal | null;
  refuseSender: (address: string) => SmtpRefusal | null;
  hangUp: boolean;
  /** Waited for before it answers for a recipient. */
  beforeAnswer: () => Promise<void>;
  /** Waited for once it has the letter, before it says so. */
  beforeYes: (letter: TakenLetter) => Promise<void>;
  /** Forgets what it has taken, and says yes to everything. */
  readonly calm: () => void;
  readonly close: () => Promise<void>;
}

export interface TakenLetter {
  readonly raw: Buffer;
  readonly from: string;
  readonly to: readonly string[];
}

export interface SmtpRefusal {
  readonly code: number;
  readonly text: string;
}

function asError(refusal: SmtpRefusal | null): Error | null {
  return refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code });
}

const calm = () => ({
  refuseRecipient: () => null,
  refuseLetter: () => null,
  refuseSender: () => null,
  hangUp: false,
  beforeAnswer: async () => undefined,
  beforeYes: async () => undefined,
});

export async function openFaultyServer(port = 0): Promise<FaultyServer> {
  const taken: TakenLetter[] = [];
  const options: SMTPServerOptions = {
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    hideSMTPUTF8: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onMailFrom: ({ address }, _session, done) => done(asError(faulty.refuseSender(address))),
    onRcptTo({ address }, _session, done) {
      void faulty.beforeAnswer().then(() => done(asError(faulty.refuseRecipient(address))));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = asError(faulty.refuseLetter());
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        if (refusal) return done(refusal);
        const letter = { raw: Buffer.concat(chunks), from, to: rcptTo.map((r) => r.address) };
        taken.push(letter);
        if (!faulty.hangUp) return void faulty.beforeYes(letter).then(() => done());
        for (const connection of server.connections) connection.close();
      });
    },
  };
  const server = new SMTPServer(options);
  // A client that is killed resets its connection.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const address = server.server.address();
  const faulty: FaultyServer = {
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : port,
    taken,
    ...calm(),
    calm() {
      taken.length = 0;
      Object.assign(faulty, calm());
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return faulty;
}

/** A dossier of that id with one reply to these addresses, ready to be sent. */
export async function stageReply(
  { store, queue }: Pli,
  id: string,
  to: readonly string[],
  more: Partial<MessageDocument> = {},
): Promise<void> {
  const { dossier } = opened();
  if (!dossier) throw new Error('no dossier');
  const number = await store.numbers.take(1);
  await store.dossiers.project({ ...dossier, ...OPENING, id, number, queue, mailbox: queue }, 0, 'handled', {});
  const address = (email: string) => ({ email, name: '' });
  const reply: MessageDocument = {
    ...{ _id: `${id}-reply`, dossierId: id, direction: 'outbound', status: 'staged', from: address('') },
    ...{ replyTo: [], to: to.map(address), cc: [], bcc: [], subject: `Re: ${id}`, date: new Date() },
    ...{ messageId: null, inReplyTo: null, references: [], html: '<p>Demain.</p>', text: '', attachments: [] },
    ...{ raw: null, contentHash: null, automatic: null, author: 'lea', outlookThread: null },
    ...more,
  };
  await store.messages.stage(reply);
}

/** One attempt, as the worker makes it. */
export function attempt({ store, secrets }: Pli, id: string, message = `${id}-reply`): Promise<DeliveryOutcome> {
  const sendReply = createSendReply({ store, secrets, log: pino({ level: 'silent' }) });
  const quiet = { logger: new DefaultLogger('ERROR') };
  return new MockActivityEnvironment({}, quiet).run(sendReply, { dossierId: id, message });
}

/** As a worker that died once the letter had left leaves it: its lease has ended, and no answer is on record. */
export async function interrupt({ store }: Pli, id: string): Promise<void> {
  const row = await store.outbox.get(`${id}-reply`);
  const recipients = row?.recipients.map((r) => (r.state === 'accepted' ? { ...r, state: 'sending' } : r));
  const change = { state: 'sending', recipients, leaseUntil: new Date(Date.now() - 1000), acceptedAt: null };
  await store.connection.collection('outbox').updateOne({ _id: `${id}-reply` } as never, { $set: change });
}
