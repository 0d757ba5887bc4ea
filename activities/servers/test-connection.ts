/** Makes a test of a connection that an administrator asked for, and writes down each step as it ends. */
import { heartbeat } from '@temporalio/activity';
import { sameAddress } from '../../domain/post/recipients.ts';
import { testConnection as test } from '../../mail/connection/connection-test.ts';
import type { ConnectionTest } from '../../store/mailboxes/connection-tests.ts';
import type { MailServer } from '../../store/mailboxes/mail-server.ts';
import { samePassword, sendingKey } from '../../store/mailboxes/sending-proof.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { accessTo } from './mail-servers.ts';

const HEARTBEAT_MS = 3_000;

type TestDependencies = Pick<ActivityDependencies, 'store' | 'secrets'>;

export function createTestConnection(deps: TestDependencies) {
  const { store, secrets } = deps;
  /** Repeated after a worker died, it begins anew. A test that is gone is not made. */
  return async function testConnection(id: string): Promise<void> {
    const asked = await store.connectionTests.get(id);
    if (!asked) return;
    if (asked.status === 'done') return rememberProof(deps, asked);
    const { imap, smtp, tokensOf, address, letterTo, folder, otherFolders, messageId } = asked;
    const oauth = tokensOf === null ? asked.oauth : await store.mailboxes.oauth(tokensOf);
    const tokens = tokensOf === null ? store.connectionTests : store.mailboxes;
    const access = (server: MailServer) => accessTo({ tokens, secrets }, { _id: tokensOf ?? id, oauth }, server);
    const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
    try {
      await store.connectionTests.begin(id);
      const subject = {
        address,
        letterTo,
        folder,
        otherFolders,
        messageId,
        imap: imap && access(imap),
        smtp: access(smtp),
      };
      await test(subject, (step) => store.connectionTests.note(id, step));
      await rememberProof(deps, await store.connectionTests.end(id));
    } finally {
      clearInterval(beating);
    }
  };
}

/** With the mailbox that has these settings already; one that gets them later asks whether they were proved. */
async function rememberProof({ store, secrets }: TestDependencies, test: ConnectionTest | null): Promise<void> {
  if (!test?.proof) return;
  const { address, smtp, proof } = test;
  const mailbox = (await store.mailboxes.list()).find((m) => sameAddress(m.address, address));
  const isSame = mailbox && sendingKey(mailbox) === proof.key && samePassword(secrets, mailbox.smtp, smtp);
  if (isSame) await store.mailboxes.noteVerified(mailbox._id, proof);
}
