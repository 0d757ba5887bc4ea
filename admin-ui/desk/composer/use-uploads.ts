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
  /** What the store made of it; null: it failed, or was stopped. */
  const upload = async (file: File): Promise<Attachment | null> => {
    const stop = new AbortController();
    const key = nextKey.current++;
    setUploads((all) => [...all, { key, file, done: 0, error: '', stop }]);
    try {
      const kept = await pli.uploadFile(file, { onProgress: (done) => set(key, { done }), signal: stop.signal });
      remove(key);
      return kept;
    } catch (error) {
      if (!stop.signal.aborted) set(key, { error: text(error) });
      return null;
    }
  };
  const add = async (file: File) => {
    const kept = await upload(file);
    if (kept) latest.current(kept);
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
  return { uploads, upload, addAll, remove };
}
