/** Files on their way to the store, and those that did not make it. */
import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../../api/schemas.ts';
import { usePli } from '../../data/queries.ts';
import { useErrorText } from '../../shell/Failed.tsx';

export interface Upload {
  readonly key: number;
  readonly file: File;
  /** From 0 to 1. */
  readonly done: number;
  readonly error: string;
  readonly stop: AbortController;
}

export function useUploads(onUploaded: (attachment: Attachment) => void) {
  const pli = usePli();
  const text = useErrorText();
  const nextKey = useRef(0);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef(uploads);
  running.current = uploads;
  const latest = useRef(onUploaded);
  latest.current = onUploaded;
  const set = (key: number, part: Partial<Upload>) =>
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const remove = (key: number) => {
    running.current.find((each) => each.key === key)?.stop.abort();
    setUploads((all) => all.filter((each) => each.key !== key));
  };
  const add = async (file: File) => {
    const stop = new AbortController();
    const key = nextKey.current++;
    setUploads((all) => [...all, { key, file, done: 0, error: '', stop }]);
    try {
      latest.current(await pli.uploadFile(file, { onProgress: (done) => set(key, { done }), signal: stop.signal }));
      remove(key);
    } catch (error) {
      if (!stop.signal.aborted) set(key, { error: text(error) });
    }
  };
  useEffect(
    () => () => {
      for (const { stop } of running.current) stop.abort();
    },
    [],
  );
  const addAll = (files: Iterable<File>) => {
    for (const file of files) void add(file);
  };
  return { uploads, addAll, remove };
}
