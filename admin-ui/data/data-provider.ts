/** react-admin's way to our API: its generic reads, and the verbs of our trade. */
import type { DataProvider, GetListParams, GetOneParams } from 'react-admin';
import type {
  Colleague,
  CommandInput,
  CommandResult,
  DossierDetail,
  DossierRow,
  Draft,
  DraftInput,
  LedgerRow,
  Message,
  PreferencesInput,
  Queue,
  TimelineEvent,
  User,
} from '../../api/schemas.ts';
import type { Definition } from '../../domain/definition.ts';
import { type Query, request, withQuery } from './http.ts';
import { uploadFile } from './upload.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface Items<T> {
  readonly items: readonly T[];
}

const dossier = (id: string) => `/api/dossiers/${encodeURIComponent(id)}`;
const list = async <T>(path: string, signal?: AbortSignal) => (await request<Items<T>>(path, { signal })).items;

const verbs = {
  dossiers: (query: Query, signal?: AbortSignal) =>
    request<Page<DossierRow>>(withQuery('/api/dossiers', query), { signal }),
  dossier: (id: string, signal?: AbortSignal) => request<DossierDetail>(dossier(id), { signal }),
  messages: (id: string, signal?: AbortSignal) => list<Message>(`${dossier(id)}/messages`, signal),
  timeline: (id: string, signal?: AbortSignal) => list<TimelineEvent>(`${dossier(id)}/timeline`, signal),
  definition: (id: string, version: number) =>
    request<Definition>(`/api/definitions/${encodeURIComponent(id)}/${version}`),
  queues: (signal?: AbortSignal) => list<Queue>('/api/queues', signal),
  colleagues: (signal?: AbortSignal) => list<Colleague>('/api/colleagues', signal),
  ledger: (query: Query, signal?: AbortSignal) => request<Page<LedgerRow>>(withQuery('/api/ledger', query), { signal }),
  saveDraft: (id: string, body: DraftInput, keepalive = false) =>
    request<Draft>(`${dossier(id)}/draft`, { method: 'PUT', body, keepalive }),
  deleteDraft: (id: string) => request<null>(`${dossier(id)}/draft`, { method: 'DELETE' }),
  /** `key` is the same for a retry: the server then answers what it answered the first time. */
  command: (id: string, body: CommandInput, key: string) =>
    request<CommandResult>(`${dossier(id)}/commands`, { method: 'POST', body, headers: { 'Idempotency-Key': key } }),
  /** The HTML as it would be sent. */
  preview: (html: string, signal?: AbortSignal) =>
    request<{ html: string }>('/api/preview', { method: 'POST', body: { html }, signal }),
  savePreferences: (body: PreferencesInput) => request<User>('/api/session/preferences', { method: 'PATCH', body }),
  uploadFile,
};

export type PliDataProvider = DataProvider & typeof verbs;

/** Nothing changes a dossier but a command, so the generic writes are closed. */
export const dataProvider = {
  ...verbs,
  getList: async (resource: string, { filter, meta, signal }: GetListParams & { signal?: AbortSignal }) => {
    const path = withQuery(`/api/${resource}`, { ...filter, cursor: meta?.cursor });
    const page = await request<Page<Record<string, unknown>>>(path, { signal });
    return { data: page.items, pageInfo: { hasNextPage: page.next !== null }, meta: { next: page.next } };
  },
  getOne: async (resource: string, { id, signal }: GetOneParams & { signal?: AbortSignal }) => ({
    data: await request(`/api/${resource}/${encodeURIComponent(id)}`, { signal }),
  }),
  getMany: () => closed('getMany'),
  getManyReference: () => closed('getManyReference'),
  create: () => closed('create'),
  update: () => closed('update'),
  updateMany: () => closed('updateMany'),
  delete: () => closed('delete'),
  deleteMany: () => closed('deleteMany'),
  supportAbortSignal: true,
} as unknown as PliDataProvider;

function closed(verb: string): Promise<never> {
  return Promise.reject(new Error(`The API has no generic ${verb}`));
}
