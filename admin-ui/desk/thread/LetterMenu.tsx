/** What may be done with one letter: answered, handed on, split off, merged with its dossier, its words or its author removed (O7, N20). */
import MoreIcon from '@mui/icons-material/MoreHorizOutlined';
import { IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message } from '../../../api/schemas.ts';
import type { ReplyMode } from '../composer/draft.ts';
import { MergeDialog } from './MergeDialog.tsx';
import { originalOf } from './original.ts';
import { RedactDialog } from './RedactDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';

type Asked = 'split' | 'merge' | 'content' | 'author';

interface LetterMenuProps {
  readonly dossier: DossierDetail;
  readonly letter: Message;
  /** Null where it is not answered from here. */
  readonly onAnswer?: ((mode: ReplyMode) => void) | null;
  readonly onForward?: (() => void) | null;
}

const MODES: readonly ReplyMode[] = ['reply', 'replyAll'];

/** Not a letter yet. */
const UNDER_WAY: readonly Message['status'][] = ['validating', 'held', 'sending'];

/** What may be asked of it, in the order of the menu. */
export function askable({ allowed }: Pick<DossierDetail, 'allowed'>, letter: Message): readonly Asked[] {
  if (UNDER_WAY.includes(letter.status)) return [];
  const { content, author } = letter.redacted;
  const mayRedact = allowed.includes('redact');
  return [
    ...(allowed.includes('split') && letter.direction === 'inbound' ? (['split'] as const) : []),
    ...(allowed.includes('merge') ? (['merge'] as const) : []),
    ...(mayRedact && !content ? (['content'] as const) : []),
    ...(mayRedact && !author ? (['author'] as const) : []),
  ];
}

export function LetterMenu({ dossier, letter, onAnswer = null, onForward = null }: LetterMenuProps) {
  const t = useTranslate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const items = askable(dossier, letter);
  const close = () => setAsked(null);
  const ask = (item: Asked) => {
    setAnchor(null);
    setAsked(item);
  };
  const closeAnd = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  const original = originalOf(dossier.id, letter);
  if (items.length === 0 && !onAnswer && !onForward && !original) return null;
  return (
    <>
      <Tooltip title={t('pli.letters.more')}>
        <IconButton
          aria-label={t('pli.letters.more')}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={({ currentTarget }) => setAnchor(currentTarget)}
        >
          <MoreIcon />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {onAnswer &&
          MODES.map((mode) => (
            <MenuItem key={mode} onClick={closeAnd(() => onAnswer(mode))}>
              {t(`pli.letters.${mode}`)}
            </MenuItem>
          ))}
        {onForward && <MenuItem onClick={closeAnd(onForward)}>{t('pli.letters.forward')}</MenuItem>}
        {original && (
          <MenuItem component="a" href={original} download onClick={() => setAnchor(null)}>
            {t('pli.letters.original')}
          </MenuItem>
        )}
        {items.map((item) => (
          <MenuItem key={item} onClick={() => ask(item)}>
            {t(
              item === 'split' || item === 'merge' ? `pli.letters.${item}.action` : `pli.letters.redact.${item}.action`,
            )}
          </MenuItem>
        ))}
      </Menu>
      {asked === 'split' && <SplitDialog dossier={dossier} letter={letter} onClose={close} />}
      {asked === 'merge' && <MergeDialog dossier={dossier} onClose={close} />}
      {(asked === 'content' || asked === 'author') && (
        <RedactDialog dossier={dossier} letter={letter} what={asked} onClose={close} />
      )}
    </>
  );
}
