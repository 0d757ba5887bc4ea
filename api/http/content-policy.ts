/** What a browser may load for us (CSP level 3): nothing from outside, but the pictures of one letter, when its reader asks. */
import type { RequestHandler } from 'express';

/** No picture and no style from outside: what a colleague wrote makes nobody's browser call anybody. */
export const CONTENT_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  frameSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

const FRAME_POLICY = [
  "default-src 'none'",
  "img-src 'self' data: blob: https:",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

export const LETTER_FRAME = '/letter-frame';

/** An empty page under a policy of its own, in which a letter is shown with its pictures: a frame without an address has its page's policy. */
export const letterFrame: RequestHandler = (_request, response) => {
  response.set({
    'Content-Security-Policy': FRAME_POLICY,
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'public, max-age=3600',
  });
  response.type('html').send('<!doctype html><html lang="en"><head><title>Letter</title></head><body></body></html>');
};
