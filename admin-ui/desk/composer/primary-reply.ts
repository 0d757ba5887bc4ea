/** Which reply is the primary button. */
import { REPLIES, type Reply } from '../../../domain/commands.ts';

/** The reply Mod+Enter sends: the last one used, if it is open here. */
export function primaryReply(allowed: readonly string[], last: Reply): Reply | undefined {
  return [last, 'replyAndClose' as const, ...REPLIES].find((type) => allowed.includes(type));
}
