/** How the dossiers of a skill may end, in both languages (N21). */
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { Box, Button, IconButton, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Skill } from '../../../api/schemas.ts';
import { FieldGroup } from '../FieldGroup.tsx';

type Dispositions = Skill['dispositions'];

interface DispositionFieldsProps {
  readonly dispositions: Dispositions;
  readonly onChange: (dispositions: Dispositions) => void;
}

const LANGUAGES = ['fr', 'en'] as const;

export function DispositionFields({ dispositions, onChange }: DispositionFieldsProps) {
  const t = useTranslate();
  const say = (key: string, more = {}) => t(`pli.groups.${key}`, more);
  const write = (id: string, language: 'fr' | 'en', text: string) =>
    onChange(dispositions.map((d) => (d.id === id ? { ...d, label: { ...d.label, [language]: text } } : d)));
  const add = () => onChange([...dispositions, { id: crypto.randomUUID(), label: { fr: '', en: '' } }]);
  return (
    <FieldGroup title={say('dispositions')}>
      <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{say('dispositionsHint')}</Typography>
      {dispositions.map(({ id, label }, i) => (
        <Box key={id} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {LANGUAGES.map((language) => (
            <TextField
              key={language}
              required
              label={say(`in.${language}`, { number: i + 1 })}
              value={label[language]}
              onChange={({ target }) => write(id, language, target.value)}
              slotProps={{ htmlInput: { maxLength: 200 } }}
              sx={{ flex: 1 }}
            />
          ))}
          <IconButton
            aria-label={say('removeDisposition', { name: label.fr || label.en || `${i + 1}` })}
            onClick={() => onChange(dispositions.filter((d) => d.id !== id))}
          >
            <RemoveIcon />
          </IconButton>
        </Box>
      ))}
      <Button variant="outlined" onClick={add} sx={{ justifySelf: 'start' }}>
        {say('addDisposition')}
      </Button>
    </FieldGroup>
  );
}
