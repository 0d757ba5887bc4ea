/** What one queue answers by itself: its switch, its sender, its words, its images and files, and how it looks. */
import { Box, FormControlLabel, MenuItem, Switch, TextField, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Attachment, AutomaticReply, AutomaticReplyInput } from '../../../api/schemas.ts';
import { AttachmentsField } from '../../desk/composer/AttachmentsField.tsx';
import { useUploads } from '../../desk/composer/use-uploads.ts';
import { FieldGroup } from '../FieldGroup.tsx';
import { SettingsForm } from '../SettingsForm.tsx';
import { FilePicker } from './FilePicker.tsx';
import { ReplyEditor } from './ReplyEditor.tsx';
import { ReplyPreview } from './ReplyPreview.tsx';
import { imageAddress, shownImages, withAddresses, withContentIds } from './reply-images.ts';
import { useSaveAutomaticReply } from './use-automatic-reply.ts';

interface FormProps {
  readonly queue: { readonly id: string; readonly name: string };
  readonly reply: AutomaticReply;
}

type Fields = Omit<AutomaticReply, 'senders'>;

export function AutomaticReplyForm({ queue, reply }: FormProps) {
  const t = useTranslate();
  const save = useSaveAutomaticReply(queue.id);
  const { senders, ...kept } = reply;
  const [changed, setChanged] = useState<Partial<Fields>>({});
  const fields: Fields = { ...kept, ...changed };
  const change = (part: Partial<Fields>) => setChanged((before) => ({ ...before, ...part }));
  const insert = useRef<((address: string, name: string) => void) | null>(null);
  const added = useRef<Attachment[]>([]);
  const images = useUploads((image) => {
    added.current.push(image);
    insert.current?.(imageAddress(queue.id, [], image.id), image.name);
  });
  const files = useUploads((file) => change({ files: [...fields.files, file] }));
  const isUploading = [...images.uploads, ...files.uploads].some(({ error }) => !error);
  const submit = () => {
    const shown = shownImages(fields.html);
    const known = [...kept.images, ...added.current];
    const body: AutomaticReplyInput = {
      ...fields,
      images: known.filter(({ id }) => shown.includes(id)).map(({ id }) => ({ id })),
      files: fields.files.map(({ id }) => ({ id })),
    };
    save.mutate(body, { onSuccess: () => setChanged({}) });
  };
  return (
    <SettingsForm save={save} onSave={submit} isChanged={Object.keys(changed).length > 0} isWrong={isUploading}>
      <FormControlLabel
        control={<Switch checked={fields.enabled} onChange={(_, enabled) => change({ enabled })} />}
        label={t('pli.automaticReplies.enabled')}
      />
      <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{t('pli.automaticReplies.when')}</Typography>
      <SenderFields fields={fields} senders={senders} onChange={change} />
      <FieldGroup title={t('pli.automaticReplies.message')}>
        <ReplyEditor
          html={withAddresses(kept.html, queue.id, kept.images)}
          onChange={(html) => change({ html: withContentIds(html) })}
          onImages={images.addAll}
          insert={insert}
        />
        <AttachmentsField
          attachments={fields.files}
          uploads={[...images.uploads, ...files.uploads]}
          onRemove={(id) => change({ files: fields.files.filter((file) => file.id !== id) })}
          onStop={(key) => (images.uploads.some((u) => u.key === key) ? images : files).remove(key)}
        />
        <Box>
          <FilePicker label={t('pli.automaticReplies.attach')} onFiles={files.addAll} />
          <Typography component="span" sx={{ color: 'text.secondary', fontSize: 12, ml: 1 }}>
            {t('pli.automaticReplies.limits')}
          </Typography>
        </Box>
      </FieldGroup>
      <ReplyPreview queue={queue} settings={fields} kept={kept.images} />
    </SettingsForm>
  );
}

interface SenderFieldsProps {
  readonly fields: Fields;
  readonly senders: AutomaticReply['senders'];
  readonly onChange: (part: Partial<Fields>) => void;
}

function SenderFields({ fields: { sender, language, company }, senders, onChange }: SenderFieldsProps) {
  const t = useTranslate();
  return (
    <FieldGroup title={t('pli.automaticReplies.sender')}>
      <TextField
        select
        label={t('pli.automaticReplies.senderAddress')}
        value={sender ?? ''}
        onChange={({ target }) => onChange({ sender: target.value || null })}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">{t('pli.automaticReplies.ownSender')}</MenuItem>
        {senders.map(({ id, address, outboundOnly }) => (
          <MenuItem key={id} value={id}>
            {outboundOnly ? t('pli.automaticReplies.outboundOnly', { address }) : address}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={t('pli.automaticReplies.company')}
        value={company}
        onChange={({ target }) => onChange({ company: target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <TextField
        select
        label={t('pli.automaticReplies.language')}
        value={language}
        onChange={({ target }) => onChange({ language: target.value === 'en' ? 'en' : 'fr' })}
      >
        <MenuItem value="fr">Français</MenuItem>
        <MenuItem value="en">English</MenuItem>
      </TextField>
    </FieldGroup>
  );
}
