/** Addresses as chips; typed or pasted, split on `;` and `,` (A3, G6). */

import RemoveIcon from '@mui/icons-material/CloseOutlined';
import LockIcon from '@mui/icons-material/LockOutlined';
import { Box, ButtonBase, InputBase, Tooltip } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Address } from '../../../domain/post/recipients.ts';
import { type AddressVerdict, useSuggestions, useVerdicts } from '../../data/addresses.ts';
import { addTyped, without } from './recipients-field.ts';

interface RecipientsFieldProps {
  readonly label: string;
  readonly recipients: readonly string[];
  readonly onChange: (recipients: readonly string[]) => void;
  /** What stands in the field and is not an address; empty when all is well. */
  readonly onInvalid: (text: string) => void;
  /** Why it may not be changed (A2). */
  readonly locked?: string | undefined;
  readonly autoFocus?: boolean;
  readonly end?: ReactNode;
}

export function RecipientsField({
  label,
  recipients,
  onChange,
  onInvalid,
  locked,
  autoFocus = false,
  end,
}: RecipientsFieldProps) {
  const t = useTranslate();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [invalid, setInvalid] = useState(false);
  const verdicts = useVerdicts(recipients);
  const options = useSuggestions(typed).map(writtenOut);
  const take = (text: string) => {
    const result = addTyped(recipients, text);
    if (result.recipients.length > recipients.length) onChange(result.recipients);
    setTyped(result.left);
    setInvalid(result.left !== '');
    onInvalid(result.left);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = recipients.at(-1);
    if (['Enter', ';', ','].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      // Within quotes a comma belongs to the name.
      if (event.key !== 'Enter' && (typed.split('"').length - 1) % 2 === 1) return;
      event.preventDefault();
      take(typed);
    } else if (event.key === 'Backspace' && typed === '' && last !== undefined) onChange(without(recipients, last));
  };
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 0.5,
        px: 2,
        minHeight: 32,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box component="label" htmlFor={id} sx={{ color: 'text.secondary', minWidth: 40 }}>
        {label}
      </Box>
      {recipients.map((email) => (
        <RecipientChip
          key={email}
          email={email}
          verdict={verdicts.get(email)}
          onRemove={locked ? null : () => onChange(without(recipients, email))}
        />
      ))}
      {locked ? (
        <Tooltip title={locked}>
          <Box
            component="span"
            tabIndex={0}
            role="img"
            aria-label={locked}
            id={id}
            sx={{ display: 'inline-flex', p: 0.5, color: 'text.secondary' }}
          >
            <LockIcon sx={{ fontSize: 16 }} />
          </Box>
        </Tooltip>
      ) : (
        <InputBase
          id={id}
          autoFocus={autoFocus}
          value={typed}
          error={invalid}
          // One chosen from the list comes whole.
          onChange={({ target }) => (options.includes(target.value) ? take(target.value) : setTyped(target.value))}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text');
            if (!/[;,@\n]/.test(text)) return;
            event.preventDefault();
            take(typed + text);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => take(typed)}
          inputProps={{
            'aria-invalid': invalid,
            'aria-describedby': invalid ? `${id}-error` : undefined,
            list: `${id}-list`,
            autoComplete: 'off',
            spellCheck: false,
          }}
          sx={{ flex: '1 1 140px', fontSize: 14, '& input': { py: 0.5, color: invalid ? 'error.main' : undefined } }}
        />
      )}
      <datalist id={`${id}-list`}>
        {options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
      {invalid && (
        <Box id={`${id}-error`} role="alert" sx={{ color: 'error.main', fontSize: 12 }}>
          {t('pli.composer.notAnAddress')}
        </Box>
      )}
      {end}
    </Box>
  );
}

/** As it would be typed; quoted, a name may hold any sign. */
const writtenOut = ({ name, email }: Address) => (name ? `"${name.replaceAll(/["\\]/g, '')}" <${email}>` : email);

interface RecipientChipProps {
  readonly email: string;
  /** G7: one that was verified is underlined. */
  readonly verdict: AddressVerdict | undefined;
  readonly onRemove: (() => void) | null;
}

function RecipientChip({ email, verdict, onRemove }: RecipientChipProps) {
  const t = useTranslate();
  const isDead = verdict === 'dead' || verdict === 'wrong';
  const said = isDead ? t('pli.composer.dead') : verdict === 'verified' ? t('pli.composer.verified') : '';
  return (
    <Box
      component="span"
      sx={({ pli }) => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.25,
        pl: 1,
        pr: onRemove ? 0 : 1,
        minHeight: 24,
        borderRadius: 0.75,
        bgcolor: pli.subtle,
        fontSize: 13,
        overflowWrap: 'anywhere',
      })}
    >
      <Box
        component="span"
        title={said}
        aria-description={said || undefined}
        data-verdict={verdict}
        sx={{
          textDecoration: verdict === 'verified' ? 'underline' : isDead ? 'line-through' : 'none',
          color: isDead ? 'error.main' : undefined,
        }}
      >
        {email}
      </Box>
      {onRemove && (
        <ButtonBase
          aria-label={t('pli.composer.removeRecipient', { email })}
          onClick={onRemove}
          sx={{ width: 24, height: 24, borderRadius: 0.75 }}
        >
          <RemoveIcon sx={{ fontSize: 14 }} />
        </ButtonBase>
      )}
    </Box>
  );
}
