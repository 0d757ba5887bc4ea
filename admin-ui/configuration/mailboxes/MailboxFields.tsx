/** The fields of a mailbox: who it is, how it signs in, where it is read, where it sends. */
import { Box, Checkbox, FormControlLabel, MenuItem, Switch, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Queue } from '../../../api/schemas.ts';
import { FieldGroup } from '../FieldGroup.tsx';
import type { MailboxForm } from './mailbox-form.ts';
import { ServerFields } from './ServerFields.tsx';

export type Change = (part: Partial<MailboxForm>) => void;

export interface FieldsProps {
  readonly form: MailboxForm;
  readonly isNew: boolean;
  readonly onChange: Change;
}

const SIGN_INS = ['password', 'oauth'] as const;
const AFTERWARDS = ['nothing', 'seen', 'move'] as const;

export function GeneralFields({ form, isNew, onChange, queues }: FieldsProps & { readonly queues: readonly Queue[] }) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.mailboxes.field.${key}`);
  return (
    <FieldGroup title={say('general')}>
      <TextField select label={say('service')} value="imap" helperText={say('serviceHint')}>
        <MenuItem value="imap">{t('pli.mailboxes.imap')}</MenuItem>
      </TextField>
      <TextField
        label={say('address')}
        type="email"
        required
        slotProps={{ input: { readOnly: !isNew } }}
        helperText={isNew ? undefined : say('addressFixed')}
        value={form.address}
        onChange={({ target }) =>
          onChange({ address: target.value, ...(form.user === form.address && { user: target.value }) })
        }
      />
      <TextField
        label={say('name')}
        required
        helperText={say('nameHint')}
        value={form.name}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <TextField
        select
        label={say('queue')}
        required
        value={queues.some(({ id }) => id === form.queue) ? form.queue : ''}
        onChange={({ target }) => onChange({ queue: target.value })}
      >
        {queues.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        label={say('enabled')}
        control={<Switch checked={form.enabled} onChange={(_, enabled) => onChange({ enabled })} />}
      />
      <Box>
        <FormControlLabel
          label={say('outboundOnly')}
          control={<Checkbox checked={form.outboundOnly} onChange={(_, outboundOnly) => onChange({ outboundOnly })} />}
        />
        <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{say('outboundHint')}</Typography>
      </Box>
      {!form.outboundOnly && (
        <Box>
          <FormControlLabel
            label={say('subaddressing')}
            control={
              <Checkbox checked={form.subaddressing} onChange={(_, subaddressing) => onChange({ subaddressing })} />
            }
          />
          <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{say('subaddressingHint')}</Typography>
        </Box>
      )}
    </FieldGroup>
  );
}

export function SignInFields({ form, isNew, onChange }: FieldsProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.mailboxes.field.${key}`);
  const text = (field: keyof MailboxForm, value: string) => onChange({ [field]: value });
  const secret = (field: 'clientSecret' | 'refreshToken' | 'password') => (
    <TextField
      label={say(field)}
      type="password"
      autoComplete="new-password"
      required={isNew && field !== 'clientSecret'}
      helperText={isNew ? undefined : say('kept')}
      value={form[field]}
      onChange={({ target }) => text(field, target.value)}
    />
  );
  return (
    <FieldGroup title={say('signIn')}>
      <TextField
        label={say('user')}
        required
        helperText={say('userHint')}
        value={form.user}
        onChange={({ target }) => text('user', target.value)}
      />
      <TextField
        select
        label={say('by')}
        value={form.signIn}
        onChange={({ target }) => onChange({ signIn: SIGN_INS.find((by) => by === target.value) ?? 'password' })}
      >
        {SIGN_INS.map((by) => (
          <MenuItem key={by} value={by}>
            {say(`signIns.${by}`)}
          </MenuItem>
        ))}
      </TextField>
      {form.signIn === 'password' ? (
        secret('password')
      ) : (
        <>
          <TextField
            label={say('tokenUrl')}
            type="url"
            required
            helperText={say('tokenUrlHint')}
            value={form.tokenUrl}
            onChange={({ target }) => text('tokenUrl', target.value)}
          />
          <TextField
            label={say('clientId')}
            required
            value={form.clientId}
            onChange={({ target }) => text('clientId', target.value)}
          />
          {secret('clientSecret')}
          {secret('refreshToken')}
          <TextField
            label={say('scopes')}
            helperText={say('scopesHint')}
            value={form.scopes}
            onChange={({ target }) => text('scopes', target.value)}
          />
        </>
      )}
    </FieldGroup>
  );
}

export function ReceivingFields({ form, onChange }: FieldsProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.mailboxes.field.${key}`);
  return (
    <FieldGroup title={say('imap')}>
      <ServerFields protocol="imap" server={form.imap} onChange={(imap) => onChange({ imap })} />
      <TextField
        label={say('folder')}
        required
        value={form.folder}
        onChange={({ target }) => onChange({ folder: target.value })}
      />
      <TextField
        select
        label={say('afterwards')}
        helperText={say('afterwardsHint')}
        value={form.afterwards}
        onChange={({ target }) => onChange({ afterwards: AFTERWARDS.find((a) => a === target.value) ?? 'nothing' })}
      >
        {AFTERWARDS.map((afterwards) => (
          <MenuItem key={afterwards} value={afterwards}>
            {say(`afterwardsAre.${afterwards}`)}
          </MenuItem>
        ))}
      </TextField>
      {form.afterwards === 'move' && (
        <TextField
          label={say('moveTo')}
          required
          value={form.moveTo}
          onChange={({ target }) => onChange({ moveTo: target.value })}
        />
      )}
    </FieldGroup>
  );
}

export function SendingFields({ form, isNew, onChange }: FieldsProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.mailboxes.field.${key}`);
  return (
    <FieldGroup title={say('smtp')}>
      <ServerFields protocol="smtp" server={form.smtp} onChange={(smtp) => onChange({ smtp })} />
      {form.signIn === 'password' && (
        <FormControlLabel
          label={say('otherLogin')}
          control={<Checkbox checked={form.otherLogin} onChange={(_, otherLogin) => onChange({ otherLogin })} />}
        />
      )}
      {form.signIn === 'password' && form.otherLogin && (
        <>
          <TextField
            label={say('smtpUser')}
            required
            value={form.smtpUser}
            onChange={({ target }) => onChange({ smtpUser: target.value })}
          />
          <TextField
            label={say('smtpPassword')}
            type="password"
            autoComplete="new-password"
            helperText={isNew ? undefined : say('kept')}
            value={form.smtpPassword}
            onChange={({ target }) => onChange({ smtpPassword: target.value })}
          />
        </>
      )}
    </FieldGroup>
  );
}
