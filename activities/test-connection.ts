/** Makes a test of a connection that an administrator asked for, and writes down each step as it ends. */
import { heartbeat } from '@temporalio/activity';
import { testConnection as test } from '../mail/connection-test.ts';
import type { MailServer } from '../store/mailboxes.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { accessTo } from './mail-servers.ts';

const HEARTBEAT_MS = 3_000;

export function createTestConnection({ store, secrets }: Pick<ActivityDependencies, 'store' | 'secrets'>) {
  /** Repeated after a worker died, it begins anew. A test that is gone is not made. */
  return async function testConnection(id: string): Promise<void> {
    const asked = await store.connectionTests.get(id);
    if (!asked || asked.status === 'done') return;
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
      await store.connectionTests.end(id);
    } finally {
      clearInterval(beating);
    }
  };
}
