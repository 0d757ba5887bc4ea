/** The way in. */
import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import { type FormEvent, useEffect, useState } from 'react';
import { useLocaleState, useLogin, useTranslate } from 'react-admin';
import { useErrorText } from './Failed.tsx';
import { useDocumentLanguage } from './Shell.tsx';

function LanguageSwitch() {
  const [locale, setLocale] = useLocaleState();
  const t = useTranslate();
  return (
    <Box role="group" aria-label={t('pli.user.language')} sx={{ display: 'flex', justifyContent: 'center', gap: 1 }}>
      {(['fr', 'en'] as const).map((language) => (
        <Button
          key={language}
          lang={language}
          aria-pressed={locale === language}
          variant={locale === language ? 'outlined' : 'text'}
          onClick={() => setLocale(language)}
        >
          {t(`pli.user.${language}`)}
        </Button>
      ))}
    </Box>
  );
}

function useSignIn() {
  const login = useLogin();
  const text = useErrorText();
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError('');
    try {
      await login({ email: form.get('email'), password: form.get('password') });
    } catch (refusal) {
      setError(text(refusal));
      setBusy(false);
    }
  };
  return { submit, error, busy };
}

export function SignIn() {
  const t = useTranslate();
  const { submit, error, busy } = useSignIn();
  useDocumentLanguage();
  const title = `${t('pli.signIn.title')} · Pli`;
  // Not `useDocumentTitle`: who is not signed in has no news to count.
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Box
      component="main"
      sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', p: 2, bgcolor: 'background.default' }}
    >
      <Box sx={{ width: '100%', maxWidth: 360, display: 'grid', gap: 3 }}>
        <Box sx={{ textAlign: 'center' }}>
          <Box component="img" src="/pli.svg" alt="" sx={{ width: 48, height: 48, mb: 1 }} />
          <Typography component="h1" sx={{ fontSize: 24, fontWeight: 650 }}>
            Pli
          </Typography>
          <Typography sx={{ color: 'text.secondary' }}>{t('pli.signIn.welcome')}</Typography>
        </Box>
        <Box
          component="form"
          onSubmit={(event: FormEvent<HTMLFormElement>) => void submit(event)}
          sx={{
            display: 'grid',
            gap: 2,
            p: 3,
            bgcolor: 'background.paper',
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
          }}
        >
          <TextField
            name="email"
            type="email"
            label={t('pli.signIn.email')}
            autoComplete="username"
            autoFocus
            required
          />
          <TextField
            name="password"
            type="password"
            label={t('pli.signIn.password')}
            autoComplete="current-password"
            required
          />
          {error && <Alert severity="error">{error}</Alert>}
          <Button type="submit" variant="contained" size="medium" disabled={busy}>
            {t(busy ? 'pli.signIn.busy' : 'pli.signIn.submit')}
          </Button>
        </Box>
        <LanguageSwitch />
      </Box>
    </Box>
  );
}
