/** The body of a letter, with its remote images only when asked for. */
import { Alert, Button } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Message } from '../../../api/schemas.ts';
import { LetterFrame } from './LetterFrame.tsx';

interface LetterBodyProps {
  readonly letter: Pick<Message, 'html' | 'text' | 'remoteImages' | 'notice' | 'subject' | 'isShortened'>;
  /** The address of its source; null: it cannot be had. */
  readonly original: string | null;
}

export function LetterBody({ letter, original }: LetterBodyProps) {
  const t = useTranslate();
  const [withImages, setWithImages] = useState(false);
  const download = original && (
    <Button size="small" color="inherit" href={original} download>
      {t('pli.letters.original')}
    </Button>
  );
  return (
    <>
      {letter.notice && (
        <Alert severity="warning" action={download}>
          {t(`pli.letters.notice.${letter.notice}`)}
        </Alert>
      )}
      {letter.isShortened && (
        <Alert severity="info" action={download} sx={{ py: 0 }}>
          {t('pli.letter.shortened')}
        </Alert>
      )}
      {letter.remoteImages > 0 && !withImages && (
        <Button variant="outlined" sx={{ justifySelf: 'start' }} onClick={() => setWithImages(true)}>
          {t('pli.letter.showImages', { smart_count: letter.remoteImages })}
        </Button>
      )}
      <LetterFrame
        html={letter.html}
        text={letter.text}
        withImages={withImages}
        title={t('pli.letter.body', { subject: letter.subject })}
      />
    </>
  );
}
