/** What a JSON body may hold, told from its bytes before anything is made of them: parsing and checking cost by the value. */
import { ApiProblem } from './problem.ts';

/** Far more than any form has; the longest lists we take have some thousands. */
const MOST_VALUES = 20_000;
const DEEPEST = 32;

const [QUOTE, BACKSLASH, COMMA] = [...'"\\,'].map((c) => c.charCodeAt(0));
const OPENING = new Set([...'[{'].map((c) => c.charCodeAt(0)));
const CLOSING = new Set([...']}'].map((c) => c.charCodeAt(0)));

/** For `express.json({ verify })`. @throws ApiProblem 400 for more values than one request needs, or deeper ones. */
export function checkBodySize(_request: unknown, _response: unknown, bytes: Uint8Array): void {
  let [values, depth, isText] = [1, 0, false];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (isText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (CLOSING.has(byte)) depth--;
    else if (byte === COMMA || OPENING.has(byte)) {
      values++;
      if (byte !== COMMA) depth++;
      if (values > MOST_VALUES || depth > DEEPEST) throw new ApiProblem(400, 'too-many-values');
    }
  }
}
