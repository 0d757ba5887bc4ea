/** The look, as MUI themes: one unit of 8 px, one radius of 6 px, the system's own font. */
import type { ThemeOptions } from '@mui/material';
import type { RaThemeOptions } from 'react-admin';
import { DARK, LIGHT, type Tokens } from './tokens.ts';

declare module '@mui/material/styles' {
  interface Theme {
    readonly pli: Tokens;
  }
  interface ThemeOptions {
    readonly pli?: Tokens;
  }
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function components(pli: Tokens): NonNullable<ThemeOptions['components']> {
  return {
    MuiCssBaseline: {
      styleOverrides: {
        'html, body, #root': { height: '100%' },
        body: { background: pli.canvas, overscrollBehavior: 'none' },
        a: { color: pli.accent },
        ':focus-visible': { outline: `2px solid ${pli.accent}`, outlineOffset: 1 },
        '@media (prefers-reduced-motion: reduce)': {
          '*, ::before, ::after': { animationDuration: '0s !important', transitionDuration: '0s !important' },
        },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: {
        root: { '&.Mui-focusVisible': { outline: `2px solid ${pli.accent}`, outlineOffset: 1 } },
      },
    },
    MuiButton: {
      defaultProps: { size: 'small', disableElevation: true },
      styleOverrides: {
        root: { textTransform: 'none', letterSpacing: 0, minHeight: 30, fontWeight: 600, whiteSpace: 'nowrap' },
      },
    },
    MuiIconButton: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 6 } } },
    MuiTextField: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiTooltip: { defaultProps: { enterDelay: 400 }, styleOverrides: { tooltip: { fontSize: 12 } } },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiTab: { styleOverrides: { root: { textTransform: 'none', minHeight: 40, minWidth: 64 } } },
  };
}

function build(mode: 'light' | 'dark', pli: Tokens): RaThemeOptions {
  return {
    pli,
    palette: {
      mode,
      primary: { main: pli.accent, contrastText: pli.onAccent },
      background: { default: pli.canvas, paper: pli.surface },
      text: { primary: pli.text, secondary: pli.muted },
      error: { main: pli.tones.danger.fg },
      divider: pli.line,
      action: { active: pli.muted },
    },
    spacing: 8,
    shape: { borderRadius: 6 },
    typography: { fontFamily: FONT, fontSize: 14, body1: { fontSize: 14, lineHeight: 1.45 }, body2: { fontSize: 13 } },
    transitions: { duration: { shortest: 90, shorter: 110, short: 130, standard: 150, complex: 150 } },
    components: components(pli),
  };
}

export const lightTheme = build('light', LIGHT);
export const darkTheme = build('dark', DARK);
