/** Uploading a file with its progress: the one thing fetch cannot tell. */
import type { Attachment } from '../../api/schemas.ts';
import { withQuery } from './http.ts';
import { ApiProblem, problemFrom } from './problem.ts';

export interface UploadOptions {
  /** From 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Keeps the file in the store and says what it is there. Throws `ApiProblem`. */
export function uploadFile(file: File, { onProgress, signal }: UploadOptions): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', withQuery('/api/files', { name: file.name }));
    xhr.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    xhr.setRequestHeader('Accept-Language', document.documentElement.lang);
    xhr.responseType = 'json';
    xhr.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    xhr.onload = () => {
      if (xhr.status < 300) resolve(xhr.response as Attachment);
      else reject(new ApiProblem(problemFrom(xhr.status, xhr.statusText, xhr.response)));
    };
    xhr.onerror = () => reject(new ApiProblem(problemFrom(0, '', null)));
    xhr.onabort = () => reject(new DOMException('Upload stopped', 'AbortError'));
    signal.addEventListener('abort', () => xhr.abort());
    xhr.send(file);
  });
}
