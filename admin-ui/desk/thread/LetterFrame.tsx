/** A letter in a frame where no script runs; with its remote images, in one that may fetch them; as high as its text, on paper white in both themes. */
import { Box } from '@mui/material';
import { type SyntheticEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { letterDocument, showWithImages } from './letter-document.ts';
import { markLinks } from './mark-links.ts';

interface LetterFrameProps {
  readonly html: string;
  readonly text: string;
  readonly withImages: boolean;
  readonly title: string;
}

const FIRST_HEIGHT = 64;

/** Keys pressed in the letter still reach the page's shortcuts: reading must not cost the keyboard. */
function passKeysOn(frame: Document): void {
  frame.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
    const passed = { key, ctrlKey, metaKey, altKey, shiftKey, repeat, bubbles: true, cancelable: true };
    if (!document.dispatchEvent(new KeyboardEvent('keydown', passed))) event.preventDefault();
  });
}

/** With what runs over the edge of its own box: it may not be cut. Neither depends on the height of the frame. */
function heightOf(body: HTMLElement): number {
  return Math.ceil(Math.max(body.getBoundingClientRect().height, body.scrollHeight));
}

export function LetterFrame({ html, text, withImages, title }: LetterFrameProps) {
  const [height, setHeight] = useState(FIRST_HEIGHT);
  const t = useTranslate();
  const watch = useRef<ResizeObserver | null>(null);
  const source = useMemo(
    () => (withImages ? { src: '/letter-frame' } : { srcDoc: letterDocument({ html, text }) }),
    [html, text, withImages],
  );
  useEffect(() => () => watch.current?.disconnect(), []);
  const onLoad = ({ currentTarget }: SyntheticEvent<HTMLIFrameElement>) => {
    const inside = currentTarget.contentDocument;
    if (!inside) return;
    if (withImages) showWithImages(inside, { html, text });
    markLinks(inside, (site) => t('pli.letter.leadsTo', { site }));
    watch.current?.disconnect();
    watch.current = new ResizeObserver(() => setHeight(heightOf(inside.body)));
    watch.current.observe(inside.body);
    passKeysOn(inside);
  };
  return (
    <Box
      component="iframe"
      key={withImages ? `${html}${text}` : ''}
      title={title}
      {...source}
      // Same origin lets us measure the height; without allow-scripts it gives the letter nothing.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      onLoad={onLoad}
      sx={{
        display: 'block',
        width: '100%',
        height,
        border: 0,
        borderRadius: 0.75,
        bgcolor: '#fff',
        colorScheme: 'light',
      }}
    />
  );
}
