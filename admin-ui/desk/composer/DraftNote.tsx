/** A draft nobody is writing on here: whose, when, and how it begins. Every colleague sees it (A6). */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Draft } from '../../../api/schemas.ts';
import { useNameOf, useUser } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';

const SHOWN_CHARACTERS = 300;

/** A parsed document runs nothing and loads nothing; only its text is shown. */
function textOf(html: string): string {
  const spaced = html.replaceAll(/<(br|\/p|\/li)>/gi, ' ');
  return new DOMParser().parseFromString(spaced, 'text/html').body.textContent?.trim() ?? '';
}

export function DraftNote({ draft }: { readonly draft: Draft }) {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  const user = useUser();
  const at = format.time(draft.updatedAt);
  const mine = draft.author === user?.id;
  return (
    <Box sx={{ flex: '1 1 200px', minWidth: 0, fontSize: 13 }}>
      <Box sx={{ color: 'text.secondary' }}>
        {mine ? t('pli.composer.myDraft', { at }) : t('pli.composer.draftOf', { name: nameOf(draft.author), at })}
      </Box>
      <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {textOf(draft.html).slice(0, SHOWN_CHARACTERS)}
      </Box>
    </Box>
  );
}
