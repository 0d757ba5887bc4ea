/** react-admin's way to our API: its generic reads, and the verbs of our trade. */
import type { DataProvider, GetListParams, GetOneParams } from 'react-admin';
import type {
  Badges,
  Colleague,
  CommandInput,
  CommandResult,
  DossierDetail,
  DossierRow,
  Draft,
  DraftInput,
  LedgerRow,
  Message,
  OutboundInput,
  OutboundResult,
  OutboxRow,
  PreferencesInput,
  Presence,
  QuarantinedLetter,
  QuarantineResult,
  Queue,
  Supervision,
  TimelineEvent,
  User,
  Validation,
} from '../../api/schemas.ts';
import type { AgentState } from '../../domain/dossier/commands.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { downloadFile } from './download.ts';
import { type Query, request, withQuery } from './http.ts';
import { uploadFile } from './upload.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface Items<T> {
  readonly items: readonly T[];
}

/** Somewhere a dossier can be sent: a queue, a skill, a team. */
export interface Group {
  readonly id: string;
  readonly name: string;
}

const dossier = (id: string) => `/api/dossiers/${encodeURIComponent(id)}`;
const aside = (id: string) => `/api/quarantine/${encodeURIComponent(id)}`;
const list = async <T>(path: string, signal?: AbortSignal) => (await request<Items<T>>(path, { signal })).items;

const verbs = {
  dossiers: (query: Query, signal?: AbortSignal) =>
    request<Page<DossierRow>>(withQuery('/api/dossiers', query), { signal }),
  dossier: (id: string, signal?: AbortSignal) => request<DossierDetail>(dossier(id), { signal }),
  messages: (id: string, signal?: AbortSignal) => list<Message>(`${dossier(id)}/messages`, signal),
  /** The caller has seen these letters. */
  markRead: (id: string, letters: readonly string[]) =>
    request<null>(`${dossier(id)}/read`, { method: 'POST', body: { letters } }),
  badges: (signal?: AbortSignal) => request<Badges>('/api/badges', { signal }),
  timeline: (id: string, signal?: AbortSignal) => list<TimelineEvent>(`${dossier(id)}/timeline`, signal),
  validation: (id: string, signal?: AbortSignal) => request<Validation>(`${dossier(id)}/validation`, { signal }),
  supervision: (signal?: AbortSignal) => request<Supervision>('/api/supervision', { signal }),
  definition: (id: string, version: number) =>
    request<Definition>(`/api/definitions/${encodeURIComponent(id)}/${version}`),
  queues: (signal?: AbortSignal) => list<Queue>('/api/queues', signal),
  colleagues: (signal?: AbortSignal) => list<Colleague>('/api/colleagues', signal),
  destinations: (signal?: AbortSignal) => list<Group>('/api/destinations', signal),
  skills: (signal?: AbortSignal) => list<Group>('/api/skills', signal),
  teams: (signal?: AbortSignal) => list<Group>('/api/teams', signal),
  presence: (signal?: AbortSignal) => request<Presence>('/api/me/presence', { signal }),
  /** Nobody chooses not to have answered: `rona` is only left. */
  setPresence: (state: Exclude<AgentState, 'rona'>) =>
    request<Presence>('/api/me/presence', { method: 'PUT', body: { state } }),
  /** The dossiers in front of the caller now (N8). */
  offers: async (signal?: AbortSignal) =>
    (await request<Page<DossierRow>>(withQuery('/api/dossiers', { offeredTo: 'me' }), { signal })).items,
  /** Opens a dossier of ours with that text as its draft; `key` as for a command. */
  startOutbound: (body: OutboundInput, key: string) =>
    request<OutboundResult>('/api/dossiers', {
      method: 'POST',
      body,
      headers: { 'Idempotency-Key': key },
    }),
  ledger: (query: Query, signal?: AbortSignal) => request<Page<LedgerRow>>(withQuery('/api/ledger', query), { signal }),
  /** A letter set aside; `id` is its row in the ledger. */
  quarantined: (id: string, signal?: AbortSignal) => request<QuarantinedLetter>(aside(id), { signal }),
  reprocessLetter: (id: string) => request<QuarantineResult>(`${aside(id)}/reprocess`, { method: 'POST' }),
  attachLetter: (id: string, number: number) =>
    request<QuarantineResult>(`${aside(id)}/attach`, { method: 'POST', body: { number } }),
  ignoreLetter: (id: string, sender: boolean) =>
    request<QuarantineResult>(`${aside(id)}/ignore`, { method: 'POST', body: { sender } }),
  outbox: (query: Query, signal?: AbortSignal) => request<Page<OutboxRow>>(withQuery('/api/outbox', query), { signal }),
  retrySend: (id: string) => request<null>(`/api/outbox/${encodeURIComponent(id)}/retry`, { method: 'POST' }),
  cancelSend: (id: string) => request<null>(`/api/outbox/${encodeURIComponent(id)}/cancel`, { method: 'POST' }),
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
  downloadFile,
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
