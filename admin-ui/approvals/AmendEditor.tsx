/** The answer in the composer's own editor; what is changed is kept here until it is approved or given up. */
import { Alert, Box, Button, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message } from '../../api/schemas.ts';
import { AttachButton } from '../desk/composer/AttachButton.tsx';
import { ComposerFields } from '../desk/composer/ComposerFields.tsx';
import type { DraftContent } from '../desk/composer/draft.ts';
import { LetterBody } from '../desk/composer/LetterBody.tsx';
import { Preview } from '../desk/composer/Preview.tsx';
import { useObstacle } from '../desk/composer/use-obstacle.ts';
import { useSendShortcut } from '../desk/composer/use-send-shortcut.ts';
import { useUploads } from '../desk/composer/use-uploads.ts';
import { keysText } from '../shell/Keys.tsx';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import type { Amendment } from './use-amendments.ts';

interface AmendEditorProps {
  readonly dossier: DossierDetail;
  readonly answer: Message;
  readonly digest: string;
  /** What was changed before; undefined: nothing yet. */
  readonly amendment: Amendment | undefined;
  readonly busy: boolean;
  readonly onKeep: (amendment: Amendment) => void;
  readonly onSubmit: (amendment: Amendment) => void;
  readonly onClose: () => void;
  readonly onDiscard: () => void;
}

function contentOf({ to, cc, bcc, subject, html, attachments }: Message): DraftContent {
  const emails = (list: Message['to']) => list.map(({ email }) => email);
  return { to: emails(to), cc: emails(cc), bcc: emails(bcc), subject, html, attachments };
}

export function AmendEditor(props: AmendEditorProps) {
  const { dossier, answer, digest, amendment, busy, onKeep, onSubmit, onClose, onDiscard } = props;
  const t = useTranslate();
  const current = amendment ?? { digest, content: contentOf(answer) };
  const latest = useRef(current);
  latest.current = current;
  const change = (part: Partial<DraftContent>) => {
    latest.current = { ...latest.current, content: { ...latest.current.content, ...part } };
    onKeep(latest.current);
  };
  const { content } = current;
  const files = useUploads((file) => change({ attachments: [...latest.current.content.attachments, file] }));
  const { obstacle, onInvalid } = useObstacle(
    { content },
    files.uploads.some((each) => !each.error),
  );
  const [tried, setTried] = useState(false);
  const [preview, setPreview] = useState(false);
  const submit = () => {
    setTried(true);
    if (!obstacle && !busy) onSubmit(latest.current);
  };
  useSendShortcut(submit);
  useShortcut('leave', onClose);
  return (
    <Box
      component="section"
      aria-label={t('pli.approvals.amending.title')}
      sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}
    >
      <Typography
        component="h3"
        sx={{
          px: 2,
          py: 1,
          fontSize: 13,
          fontWeight: 650,
          color: 'text.secondary',
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        {t('pli.approvals.amending.title')}
      </Typography>
      <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
        <ComposerFields
          content={content}
          mayEditTo={dossier.canEditRecipient}
          mayEditSubject={dossier.reply.mayEditSubject}
          onChange={change}
          onInvalid={onInvalid}
        />
        <LetterBody content={content} files={files} onChange={change} />
        {tried && obstacle && (
          <Alert severity="info" sx={{ mx: 2, my: 1 }}>
            {t(`pli.composer.obstacle.${obstacle}`)}
          </Alert>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, px: 2, py: 1, borderTop: 1, borderColor: 'divider' }}>
        <Button onClick={onDiscard}>{t('pli.approvals.amending.discard')}</Button>
        <AttachButton onFiles={files.addAll} />
        <Button onClick={() => setPreview(true)}>{t('pli.composer.preview')}</Button>
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" size="medium" disabled={busy} onClick={submit} title={keysText('Mod+Enter')}>
          {t('pli.approvals.amending.submit')}
        </Button>
      </Box>
      {preview && <Preview content={content} from={dossier.reply.from} onClose={() => setPreview(false)} />}
    </Box>
  );
}
