/** « Modèles » : the texts that answers begin from, written with tags (W8, C16). */
import { Box, Button, Paper, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Template } from '../../../api/schemas.ts';
import { TAGS } from '../../../domain/post/tags.ts';
import { useDeleteTemplate, useSaveTemplate, useTemplates } from '../../data/templates.ts';
import { Editor } from '../../desk/composer/Editor.tsx';
import { DeleteButton } from '../DeleteButton.tsx';
import { SettingsForm } from '../SettingsForm.tsx';

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
  const say = (key: string, more = {}) => t(`pli.configuration.template.${key}`, more);
  const save = useSaveTemplate();
  const remove = useDeleteTemplate(template.id);
  const [name, setName] = useState(template.name);
  const [html, setHtml] = useState(template.html);
  return (
    <SettingsForm
      save={save}
      onSave={() => save.mutate({ id: template.id, name: name.trim(), html }, { onSuccess: onDone })}
      isChanged={name !== template.name || html !== template.html}
      isWrong={name.trim() === ''}
      actions={
        <>
          <Button onClick={onDone}>{t('ra.action.cancel')}</Button>
          {template.name !== '' && (
            <DeleteButton title={say('remove')} remove={remove} onDeleted={onDone}>
              <Typography>{say('removeWhat', { name: template.name })}</Typography>
            </DeleteButton>
          )}
        </>
      }
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
    </SettingsForm>
  );
}
