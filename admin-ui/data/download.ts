/** Fetching a file that may be refused, so that the refusal is read where the file is shown. */
import { ApiProblem, problemFrom } from './problem.ts';

const REVOKE_AFTER_MS = 60_000;

/** Throws `ApiProblem`. */
export async function downloadFile(id: string): Promise<Blob> {
  const response = await fetch(`/api/files/${encodeURIComponent(id)}`, {
    credentials: 'same-origin',
    headers: { 'Accept-Language': document.documentElement.lang },
  }).catch(() => {
    throw new ApiProblem(problemFrom(0, '', null));
  });
  if (response.ok) return response.blob();
  const answer: unknown = await response.json().catch(() => null);
  throw new ApiProblem(problemFrom(response.status, response.statusText, answer));
}

/** Hands it to the browser under its name. */
export function saveFile(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // Some browsers begin the download a moment later.
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
