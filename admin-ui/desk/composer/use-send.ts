/** Sending the reply: what was written is kept until the server has taken it. */
import { useRef, useState } from 'react';
import { useStore } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import type { Reply } from '../../../domain/commands.ts';
import { useLastSent } from '../UndoProvider.tsx';
import { useCommand } from '../use-command.ts';
import { useDraftDesk } from './DraftDeskProvider.tsx';
import { messageOf } from './draft.ts';
import type { DraftKeeper } from './draft-keeper.ts';

interface SendOptions {
  readonly dossier: DossierDetail;
  readonly keeper: DraftKeeper;
  /** The version whose letters the writer has seen: later ones make the reply stale. */
  readonly seenVersion: number;
  readonly onSent: () => void;
}

export interface Refused {
  readonly type: Reply;
  readonly error: unknown;
}

export function useSend({ dossier, keeper, seenVersion, onSent }: SendOptions) {
  const { run, busy } = useCommand(dossier.id);
  const desk = useDraftDesk();
  const { setSent } = useLastSent();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [lastReply, setLastReply] = useStore<Reply>('desk.lastReply', 'replyAndClose');
  const sending = useRef(false);

  const sendOn = async (type: Reply, expectedVersion: number) => {
    if (sending.current) return;
    sending.current = true;
    setRefused(null);
    await keeper.pause();
    try {
      const message = messageOf(keeper.getState().content, dossier.reply.inReplyTo);
      await run({ type, expectedVersion, message });
      desk.discard(dossier.id);
      setLastReply(type);
      setSent(dossier.id);
      onSent();
    } catch (error) {
      keeper.resume();
      setRefused({ type, error });
    } finally {
      sending.current = false;
    }
  };

  return {
    send: (type: Reply) => sendOn(type, seenVersion),
    /** After the writer was told what came since. */
    sendAnyway: (type: Reply) => sendOn(type, dossier.version),
    refused,
    dismiss: () => setRefused(null),
    busy,
    lastReply,
  };
}
