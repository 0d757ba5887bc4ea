/** What can be done with one letter of the thread; the one that the bar below answers is answered there (W7, N9, O7). */
import type { DossierDetail, Message } from '../../../api/schemas.ts';
import { LetterMenu } from '../thread/LetterMenu.tsx';
import { answerTo } from './draft.ts';
import type { ComposerOpen } from './use-composer-open.ts';

interface LetterActionsProps {
  readonly dossier: DossierDetail;
  readonly letter: Message;
  readonly composer: ComposerOpen;
  readonly onForward: (letter: Message) => void;
}

/** Ours are answered once they left: what can still be taken back is nobody's letter yet. */
const isAnswerable = ({ status }: Message) => status === 'received' || status === 'sent';

/** Only what was received is handed on as it came. */
export const mayForward = ({ allowed }: Pick<DossierDetail, 'allowed'>, { direction }: Message) =>
  direction === 'inbound' && allowed.includes('forward');

export function LetterActions({ dossier, letter, composer, onForward }: LetterActionsProps) {
  const isAnsweredBelow = letter.id === dossier.reply.inReplyTo && !composer.isOpen;
  const mayAnswer = composer.mayReply && isAnswerable(letter) && !isAnsweredBelow;
  return (
    <LetterMenu
      dossier={dossier}
      letter={letter}
      onAnswer={mayAnswer ? (mode) => composer.open(answerTo(dossier, mode, letter)) : null}
      onForward={mayForward(dossier, letter) ? () => onForward(letter) : null}
    />
  );
}
