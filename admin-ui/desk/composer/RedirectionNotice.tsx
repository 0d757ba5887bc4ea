/** Said before sending: whom the answer goes to when that is not simply who wrote (A2). */
import { Alert } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { redirectionOf } from '../../../domain/post/correspondents.ts';
import type { Address } from '../../../domain/post/recipients.ts';
import { useMessages } from '../../data/queries.ts';
import type { DraftContent } from './draft.ts';

interface RedirectionNoticeProps {
  readonly dossier: DossierDetail;
  readonly content: DraftContent;
}

export function RedirectionNotice({ dossier: { id, reply }, content }: RedirectionNoticeProps) {
  const t = useTranslate();
  const letters = useMessages(id).data ?? [];
  const answered = letters.find((letter) => letter.id === (content.inReplyTo ?? reply.inReplyTo));
  const redirection = answered ? redirectionOf(answered, content.to, reply.own) : null;
  const passedOver = letters.find((letter) => letter.id === reply.passedOver);
  const isPassedOver = passedOver && content.inReplyTo !== passedOver.id;
  const said = [
    ...(redirection ? [t(`pli.composer.goesTo.${redirection.why}`, words(redirection.from, content.to))] : []),
    ...(isPassedOver ? [t('pli.composer.goesTo.passed-over', words(passedOver.from, content.to))] : []),
  ];
  return said.map((text) => (
    <Alert key={text} severity="info" sx={{ mx: 2, my: 1 }}>
      {text}
    </Alert>
  ));
}

const words = ({ name, email }: Address, to: readonly string[]) => ({
  from: name ? `${name} <${email}>` : email,
  to: to.join(', '),
});
