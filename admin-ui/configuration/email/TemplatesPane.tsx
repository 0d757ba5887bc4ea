/** « Modèles » : the texts that answers begin from, written with tags (W8, C16). */
import { Alert, Box, Button, Paper, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Template } from '../../../api/schemas.ts';
import { TAGS } from '../../../domain/tags.ts';
import { useDeleteTemplate, useSaveTemplate, useTemplates } from '../../data/templates.ts';
import { Editor } from '../../desk/composer/Editor.tsx';
import { useErrorText } from '../../shell/Failed.tsx';

export function TemplatesPane() {
  const t = useTranslate();
  const templates = useTemplates();
  const [edited, setEdited] = useState<Template | null>(null);
  if (edited) return <TemplateForm key={edited.id} template={edited} onDone={() => setEdited(null)} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
      <Button variant="contained" onClick={() => setEdited({ id: crypto.randomUUID(), name: '', html: '' })}>
        {t('pli.configuration.template.add')}
      </Button>
      {templates.length === 0 && <Typography>{t('pli.configuration.template.none')}</Typography>}
      {templates.map((template) => (
        <Button key={template.id} variant="outlined" onClick={() => setEdited(template)}>
          {template.name}
        </Button>
      ))}
    </Box>
  );
}

interface TemplateFormProps {
  readonly template: Template;
  readonly onDone: () => void;
}

function TemplateForm({ template, onDone }: TemplateFormProps) {
  const t = useTranslate();
  const errorText = useErrorText();
  const save = useSaveTemplate();
  const remove = useDeleteTemplate();
  const [name, setName] = useState(template.name);
  const [html, setHtml] = useState(template.html);
  const error = save.error ?? remove.error;
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ id: template.id, name: name.trim(), html }, { onSuccess: onDone });
      }}
      sx={{ display: 'grid', gap: 2, maxWidth: '80ch' }}
    >
      <TextField
        autoFocus
        label={t('pli.configuration.template.name')}
        value={name}
        onChange={({ target }) => setName(target.value)}
        slotProps={{ htmlInput: { maxLength: 100 } }}
      />
      <Paper variant="outlined">
        <Editor first={false} html={template.html} revision={0} onChange={setHtml} />
      </Paper>
      <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
        {t('pli.configuration.template.tags')} {TAGS.map((tag) => `@{${tag}}`).join(' ')}
      </Typography>
      {error && <Alert severity="error">{errorText(error)}</Alert>}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button type="submit" variant="contained" disabled={name.trim() === '' || save.isPending}>
          {t('pli.configuration.save')}
        </Button>
        <Button onClick={onDone}>{t('ra.action.cancel')}</Button>
        {template.name !== '' && (
          <Button color="error" onClick={() => remove.mutate(template.id, { onSuccess: onDone })} sx={{ ml: 'auto' }}>
            {t('pli.configuration.template.remove')}
          </Button>
        )}
      </Box>
    </Box>
  );
}
