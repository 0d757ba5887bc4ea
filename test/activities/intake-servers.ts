/** Two real mail servers, seen alike: how letters come to an account of theirs, and what lies there. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { DOVECOT_PASSWORD, type DovecotOptions, resolveDovecot, startDovecot } from '../../dev/dovecot.ts';
import type { Endpoint } from '../../dev/mox.ts';
import { withImap } from '../../mail/imap/imap.ts';
import type { TestAccount, TestEngines } from '../setup/engines.ts';

export interface RealServer {
  readonly imap: Endpoint;
  /** An account nobody else has. */
  readonly account: () => TestAccount;
  /** As another mail server hands letters over, one after the other. `from`: of the envelope; empty for a report. */
  readonly deliver: (to: TestAccount, raws: readonly Buffer[], from?: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface RealDovecot extends RealServer {
  readonly renumber: (user: string, uidValidity: number) => Promise<void>;
}

const SENDER = 'claire@localhost';

export function moxOf({ mail, newAccount }: TestEngines): RealServer {
  const mx = createTransport({ ...mail.smtp, ignoreTLS: true, pool: true, maxConnections: 1 });
  return {
    imap: mail.imap,
    account: newAccount,
    async deliver({ address }, raws, from = SENDER) {
      for (const raw of raws) await mx.sendMail({ raw, envelope: { from, to: address } });
    },
    stop: async () => mx.close(),
  };
}

export async function dovecotOf(options: DovecotOptions = {}): Promise<RealDovecot> {
  const data = mkdtempSync(join(tmpdir(), 'pli-dovecot-'));
  const { imap, lmtp, renumber, child } = await startDovecot(data, await resolveDovecot(), options);
  const door = createTransport({ ...lmtp, lmtp: true, ignoreTLS: true, pool: true, maxConnections: 1 });
  return {
    ...{ imap, renumber },
    account() {
      const address = `${randomUUID().slice(0, 8)}@dovecot.example`;
      return { address, user: address, password: DOVECOT_PASSWORD };
    },
    async deliver({ address }, raws, from = SENDER) {
      for (const raw of raws) await door.sendMail({ raw, envelope: { from, to: address } });
    },
    async stop() {
      door.close();
      await child.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** As another mail program of the account. */
export function visiting<T>({ imap }: RealServer, account: TestAccount, work: (imap: ImapFlow) => Promise<T>) {
  const { user, password } = account;
  return withImap({ ...imap, secure: false, plain: true, user, password }, work);
}

/** The UIDVALIDITY of its INBOX. */
export async function uidValidityOf(server: RealServer, account: TestAccount): Promise<number> {
  return visiting(server, account, async (imap) => {
    const { uidValidity } = (await imap.status('INBOX', { uidValidity: true })) || {};
    return Number(uidValidity);
  });
}
