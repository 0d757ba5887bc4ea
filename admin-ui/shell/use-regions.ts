/** F6 and Shift+F6 go from one region of the screen to the next: rail, list, thread, reply, details. */
import { useEffect, useRef } from 'react';
import { useShortcut } from './ShortcutsProvider.tsx';

/** Marks a region, and within it what takes the focus first. */
export const REGION = { 'data-region': '' } as const;
export const REGION_START = { 'data-region-start': '' } as const;

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([type="hidden"]), [tabindex="0"]';

const isShown = (element: Element) => element.getClientRects().length > 0;

/** In the order of the page; a screen without regions is one. */
function regions(): readonly HTMLElement[] {
  const marked = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown);
  const main = document.querySelector<HTMLElement>('main');
  return !main || marked.some((each) => main.contains(each)) ? marked : [...marked, main];
}

const regionOf = (element: Element | null) => element?.closest<HTMLElement>('[data-region], main') ?? null;

function startOf(region: HTMLElement, last: HTMLElement | undefined): HTMLElement | null {
  if (last && region.contains(last) && isShown(last)) return last;
  return (
    region.querySelector<HTMLElement>('[data-region-start]') ??
    [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isShown) ??
    null
  );
}

export function useRegions(): void {
  const lastIn = useRef(new WeakMap<HTMLElement, HTMLElement>());
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      const region = target instanceof HTMLElement ? regionOf(target) : null;
      if (region) lastIn.current.set(region, target as HTMLElement);
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  const go = (step: 1 | -1) => {
    const all = regions();
    const here = all.indexOf(regionOf(document.activeElement) ?? document.body);
    const from = here < 0 && step === -1 ? 0 : here;
    for (let i = 1; i <= all.length; i += 1) {
      const region = all.at((from + step * i + all.length * 2) % all.length);
      const start = region && startOf(region, lastIn.current.get(region));
      if (start) return start.focus();
    }
    return false;
  };
  useShortcut('nextRegion', () => go(1));
  useShortcut('previousRegion', () => go(-1));
}
