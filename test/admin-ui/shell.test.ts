/**
 * Keys, words and figures of the shell.
 * @jest-environment node
 */

import { en } from '../../admin-ui/i18n/en.ts';
import { createFormat } from '../../admin-ui/i18n/format.ts';
import { fr } from '../../admin-ui/i18n/fr.ts';
import { i18nProvider } from '../../admin-ui/i18n/provider.ts';
import { matchPress, type Press, SHORTCUTS } from '../../admin-ui/shell/shortcuts.ts';
import { DARK, LIGHT, type Tokens } from '../../admin-ui/shell/tokens.ts';

const press = (key: string, part: Partial<Press> = {}): Press => ({
  key,
  mod: false,
  shift: false,
  alt: false,
  typing: false,
  pressable: false,
  ...part,
});

describe('keys', () => {
  it('match single letters, except where letters are typed or when they are switched off', () => {
    expect(matchPress(press('j'), '', true).id).toBe('next');
    expect(matchPress(press('j', { typing: true }), '', true).id).toBeNull();
    expect(matchPress(press('j'), '', false).id).toBeNull();
    expect(matchPress(press('?'), '', false).id).toBeNull();
  });

  it('match a sequence by its second key', () => {
    const first = matchPress(press('g'), '', true);
    expect(first).toEqual({ id: null, pending: 'g' });
    expect(matchPress(press('d'), first.pending, true).id).toBe('goDesk');
    expect(matchPress(press('j'), first.pending, true).id).toBe('next');
  });

  it('send and leave from within the text, and leave undo to the editor there', () => {
    expect(matchPress(press('Enter', { mod: true, typing: true }), '', false).id).toBe('send');
    expect(matchPress(press('Escape', { typing: true }), '', true).id).toBe('leave');
    expect(matchPress(press('z', { mod: true, typing: true }), '', true).id).toBeNull();
    expect(matchPress(press('Z', { mod: true }), '', true).id).toBe('undo');
  });

  it('fault S14: read on by PageDown and Space, back with Shift, but where Space presses or types', () => {
    expect(matchPress(press('PageDown'), '', false).id).toBe('readOn');
    expect(matchPress(press(' '), '', false).id).toBe('readOn');
    expect(matchPress(press(' ', { shift: true }), '', true).id).toBe('readBack');
    expect(matchPress(press(' ', { pressable: true }), '', true).id).toBeNull();
    expect(matchPress(press('PageDown', { pressable: true }), '', true).id).toBe('readOn');
    expect(matchPress(press('PageDown', { typing: true }), '', true).id).toBeNull();
  });

  it('fault S14: go from region to region, from within a text too', () => {
    expect(matchPress(press('F6', { typing: true }), '', true).id).toBe('nextRegion');
    expect(matchPress(press('F6', { shift: true }), '', true).id).toBe('previousRegion');
    expect(matchPress(press('?', { shift: true }), '', true).id).toBe('help');
  });

  it('have their sentence in the sheet, each once', () => {
    expect(SHORTCUTS.map(({ id }) => id).filter((id) => !en.shortcuts[id] || !fr.shortcuts[id])).toEqual([]);
    // A key may mean something else on a screen of its own.
    const places = SHORTCUTS.map((each) => `${'on' in each ? each.on : ''} ${each.keys}`);
    expect(new Set(places).size).toBe(SHORTCUTS.length);
  });
});

describe('words', () => {
  it('are French first, and English where asked', async () => {
    expect(i18nProvider.translate('pli.desk.inProgress')).toBe('En cours');
    expect(i18nProvider.translate('pli.desk.waiting', { smart_count: 3 })).toBe('3 nouveaux');
    await i18nProvider.changeLocale('en');
    expect(i18nProvider.translate('pli.desk.inProgress')).toBe('In progress');
    await i18nProvider.changeLocale('fr');
  });

  it('say the same things with the same holes in both languages', () => {
    const holes = (tree: object, path = ''): string[] =>
      Object.entries(tree).flatMap(([key, value]) =>
        typeof value === 'string'
          ? [`${path}${key} ${[...new Set(value.match(/%\{\w+\}/g) ?? [])].sort().join()}`]
          : holes(value as object, `${path}${key}.`),
      );
    const exempt = /^thread\.newLetters|^letter\.showImages/;
    expect(holes(fr).filter((line) => !exempt.test(line))).toEqual(holes(en).filter((line) => !exempt.test(line)));
  });
});

it('ages are short and grow coarser', () => {
  const { age } = createFormat('fr');
  const now = new Date(2026, 10, 21, 12).getTime();
  const ago = (minutes: number) => age(new Date(now - minutes * 60_000).toISOString(), now).replaceAll(/\s/g, ' ');
  expect([ago(0), ago(3), ago(125), ago(60 * 24 * 9)]).toEqual(['maintenant', '3 min', '2 h', '12 nov.']);
});

describe('colours', () => {
  const channel = (hex: string, at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = (hex: string) => 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
  const contrast = (a: string, b: string) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
  };
  const pairs = ({ tones, text, muted, accent, onAccent, canvas, surface, subtle, selected, ours }: Tokens) => [
    ...Object.values(tones).map(({ fg, bg }) => [fg, bg] as const),
    ...[canvas, surface, subtle, selected, ours].flatMap(
      (ground) =>
        [
          [text, ground],
          [muted, ground],
        ] as const,
    ),
    [accent, surface] as const,
    [accent, canvas] as const,
    [onAccent, accent] as const,
    [tones.danger.fg, surface] as const,
  ];

  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('have a contrast of 4.5 or more (%s)', (_, tokens) => {
    expect(pairs(tokens).filter(([fg, bg]) => contrast(fg, bg) < 4.5)).toEqual([]);
  });
});
