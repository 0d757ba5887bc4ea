/** What a test file calls to get its own corner of the shared engines. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { resolveChromium } from '../../dev/chromium.ts';
import { type Endpoint, POOL_PASSWORD, poolName } from '../../dev/mox.ts';
import { resolveTimeSkipping } from '../../dev/time-skipping.ts';
import { MAIL_POOL, SHARED_ENGINES, type SharedEngines } from './shared.ts';

export interface TestAccount {
  readonly address: string;
  readonly user: string;
  readonly password: string;
}

export interface TestEngines {
  /** A database of this file's own. */
  readonly mongoUrl: string;
  readonly temporalAddress: string;
  readonly namespace: string;
  /** A task queue of this file's own. */
  readonly taskQueue: string;
  /** The workflows, bundled once for all. */
  readonly workflowBundle: { readonly codePath: string };
  readonly mail: { readonly smtp: Endpoint; readonly submission: Endpoint; readonly imap: Endpoint };
  /** A mail account nobody else has, with an empty mailbox. */
  readonly newAccount: () => TestAccount;
  /** Temporal's time-skipping test server, found or installed. */
  readonly timeSkippingServer: () => Promise<string>;
  /** A Chromium, found or installed. */
  readonly chromium: () => Promise<string>;
}

export function testEngines(): TestEngines {
  const state = process.env[SHARED_ENGINES];
  if (!state) throw new Error('this test file belongs to the jest project "engines"');
  const shared = JSON.parse(state) as SharedEngines;
  const path = expect.getState().testPath ?? '';
  const own = `${basename(path).replace(/\W+/g, '-').slice(0, 24)}-${hash(path)}`;
  const url = new URL(shared.mongoUrl);
  url.pathname = `/${own}`;
  return {
    mongoUrl: url.href,
    temporalAddress: shared.temporalAddress,
    namespace: shared.namespace,
    taskQueue: own,
    workflowBundle: { codePath: shared.workflowBundle },
    mail: { smtp: shared.smtp, submission: shared.submission, imap: shared.imap },
    newAccount: () => claimAccount(shared.data),
    timeSkippingServer: () => resolveTimeSkipping(() => {}),
    chromium: () => resolveChromium(() => {}),
  };
}

/** Test files run in several processes: making a folder is what only one of them succeeds in. */
function claimAccount(data: string): TestAccount {
  mkdirSync(join(data, 'claimed'), { recursive: true });
  for (let number = 1; number <= MAIL_POOL; number += 1) {
    const name = poolName(number);
    try {
      mkdirSync(join(data, 'claimed', name));
    } catch {
      continue;
    }
    const address = `${name}@localhost`;
    return { address, user: address, password: POOL_PASSWORD };
  }
  throw new Error(`all ${MAIL_POOL} mail accounts of this run are taken: raise MAIL_POOL`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
