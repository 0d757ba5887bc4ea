/** What every benchmark is given: running engines, mail accounts, and a place for what must be stopped. */
import type { Client } from '@temporalio/client';
import type { Report } from '../dev/console.ts';
import type { Engines } from '../dev/engines.ts';
import { type Endpoint, POOL_PASSWORD, poolName } from '../dev/mox.ts';
import type { MailServerAccess } from '../mail/connection/server.ts';

export interface MailAccount {
  readonly address: string;
  readonly user: string;
  readonly password: string;
}

export interface Context {
  readonly engines: Engines;
  readonly temporal: Client;
  /** The engines' folder; logs of what the benchmarks start go there too. */
  readonly data: string;
  /** Options of node for the processes of the product, to profile them. */
  readonly nodeOptions: readonly string[];
  readonly report: Report;
  /** What the benchmark has running, stopped in reverse order when it ends, however it ends. */
  readonly running: AsyncDisposableStack;
  /** An account with an empty mailbox, that nobody else uses. */
  readonly newAccount: () => MailAccount;
}

/** How many mail accounts all the benchmarks together may ask for. */
export const MAIL_ACCOUNTS = 20;

export function accountPool(): () => MailAccount {
  let taken = 0;
  return () => {
    taken += 1;
    if (taken > MAIL_ACCOUNTS) throw new Error('all mail accounts are taken: raise MAIL_ACCOUNTS');
    const address = `${poolName(taken)}@localhost`;
    return { address, user: address, password: POOL_PASSWORD };
  };
}

/** The account's mailbox as the product reaches it, in the clear on this machine. */
export function plainServer({ host, port }: Endpoint, { user, password }: MailAccount): MailServerAccess {
  return { host, port, secure: false, plain: true, user, password };
}
