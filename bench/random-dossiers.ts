/** Rows of the read model as a year of work leaves them; the same ones at every run. */
import { STANDARD } from '../domain/lifecycle/standard.ts';
import type { DossierDocument } from '../store/dossiers/dossiers.ts';

const QUEUES = ['support', 'billing', 'returns', 'press'];
const AGENTS = ['demo-agent', 'demo-agent2', null];
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const SEED = 20_261_121;

/** `now` is when the latest of them last changed (epoch milliseconds). */
export function randomDossiers(count: number, now: number): DossierDocument[] {
  const random = mulberry32(SEED);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const states = STANDARD.states.filter((state) => state.desk !== null);
  return Array.from({ length: count }, (_, i) => {
    const { id: state, desk } = pick(states);
    const updatedAt = now - Math.floor(random() * YEAR_MS);
    return {
      _id: (SEED * 1e6 + i).toString(16).padStart(24, '0'),
      version: 3,
      number: i + 1,
      subject: `Commande ${Math.floor(random() * 1e6)} : où en est ma livraison ?`,
      contact: { email: `customer-${Math.floor(random() * count)}@customer.example`, name: 'Camille Durand' },
      queue: pick(QUEUES),
      mailbox: 'support',
      definition: { id: STANDARD.id, version: STANDARD.version },
      state,
      desk,
      since: updatedAt,
      direction: 'inbound',
      routing: 'pull',
      assignee: pick(AGENTS),
      lastAssignee: null,
      offer: null,
      declined: [],
      wanted: null,
      holder: null,
      seekingSince: null,
      validation: null,
      refusedAnswer: null,
      outcome: null,
      lost: null,
      timers: {},
      deadlines: [],
      outgoing: [],
      sent: [],
      lastReceivedAt: updatedAt,
      readers: [],
      ageSince: updatedAt,
      soonLateAt: null,
      lateAt: null,
      waitingSince: null,
      alert: null,
      previous: null,
      preview: 'Bonjour, la commande n’est pas arrivée et personne ne répond au téléphone depuis lundi.',
      hasDraft: false,
      hasAttachments: random() < 0.2,
      openedAt: updatedAt,
      updatedAt,
    };
  });
}

/** A small generator of even quality: the same seed gives the same numbers in 0–1. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
