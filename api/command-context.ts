/** What the rules need to know of the world when a command arrives. */
import type { CommandContext } from '../domain/commands.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { MessageDocument } from '../store/messages.ts';
import type { QueueDocument } from '../store/queues.ts';
import type { Caller } from './route.ts';

export function commandContext(
  user: Caller,
  queue: Pick<QueueDocument, 'routing'>,
  dossier: Pick<DossierDocument, 'contact'>,
  answered: MessageDocument | null,
): CommandContext {
  return {
    actor: { kind: 'user', id: user._id },
    rights: user.rights,
    queue: { routing: queue.routing },
    correspondents: correspondentsOf(dossier, answered),
  };
}

/** The contact, and everyone on the letter answered. */
export function correspondentsOf(
  { contact }: Pick<DossierDocument, 'contact'>,
  answered: MessageDocument | null,
): string[] {
  const onLetter = answered ? [answered.from, ...answered.replyTo, ...answered.to, ...answered.cc] : [];
  return [contact.email, ...onLetter.map((a) => a.email)];
}
