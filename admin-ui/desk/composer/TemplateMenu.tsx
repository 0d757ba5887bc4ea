/** Begins the answer from a text of the house (W8). */
import { Button, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { filledTemplate, useTemplates } from '../../data/templates.ts';
import { useErrorText } from '../../shell/Failed.tsx';

interface TemplateMenuProps {
  readonly dossierId: string;
  readonly onChoose: (template: string, html: string) => void;
}

export function TemplateMenu({ dossierId, onChoose }: TemplateMenuProps) {
  const t = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const templates = useTemplates();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = async (id: string) => {
    setAnchor(null);
    try {
      onChoose(id, await filledTemplate(dossierId, id));
    } catch (error) {
      notify(errorText(error), { type: 'error', messageArgs: { _: errorText(error) } });
    }
  };
  if (templates.length === 0) return null;
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {t('pli.composer.template')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} disableRestoreFocus>
        {templates.map(({ id, name }) => (
          <MenuItem key={id} dense onClick={() => void choose(id)}>
            {name}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
