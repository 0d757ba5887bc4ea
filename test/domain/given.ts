/** Given what happened, when somebody asks, then what happens: the rules in three words. */
import type {
  AgentCommand,
  CommandContext,
  Opening,
  QueueRules,
  RefusalCode,
  SystemCommand,
} from '../../domain/dossier/commands.ts';
import { decide, decideSystem } from '../../domain/dossier/decide.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import type { Actor, DossierEvent, EventBody } from '../../domain/dossier/events.ts';
import { evolve } from '../../domain/dossier/evolve.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';

export const NOW = Date.UTC(2026, 0, 15, 9, 0);
export const DAY = 24 * 60 * 60 * 1000;
export const CONTACT = { email: 'c.durand@example.org', name: 'Claire Durand' };
export const OPENING: Opening = {
  number: 7,
  subject: 'Colis',
  contact: CONTACT,
  queue: 'support',
  routing: 'pull',
  mailbox: 'support',
  timers: {},
  previous: null,
};

export const QUEUE: QueueRules = {
  routing: 'pull',
  transfers: ['queue'],
  outcomeRequired: false,
  dispositions: [],
  wrapUps: [],
};

/** An agent of a pull queue who may handle, not readdress. */
export function context(change: Partial<CommandContext> = {}): CommandContext {
  return {
    actor: { kind: 'user', id: 'lea' },
    rights: ROLE_RIGHTS.agent,
    queue: QUEUE,
    answered: null,
    policy: null,
    assignable: true,
    ...change,
  };
}

/** Two agents and a supervisor, as contexts. */
export type Person = 'lea' | 'marc' | 'nadia';
export const PEOPLE: Readonly<Record<Person, Partial<CommandContext>>> = {
  lea: {},
  marc: { actor: { kind: 'user', id: 'marc' } },
  nadia: { actor: { kind: 'user', id: 'nadia' }, rights: ROLE_RIGHTS.supervisor },
};

export const reply = (id = 'reply-1', to: readonly string[] = [CONTACT.email]) => ({
  id,
  to,
  cc: [],
  bcc: [],
  digest: `digest of ${id}`,
});

/** One that is fetched as it arrives, unless `receivedAt` says earlier. */
export const letter = (message: string, automatic = false, receivedAt = Number.MAX_SAFE_INTEGER): SystemCommand => ({
  type: 'receiveLetter',
  letter: { message, automatic, isAnswerable: !automatic, receivedAt },
  opening: OPENING,
});

/** A dossier played forward, command by command; each at a time of its own. */
export class Play {
  dossier: Dossier | null = null;
  readonly events: DossierEvent[] = [];
  readonly definition: Definition;
  now = NOW;

  constructor(definition: Definition = STANDARD) {
    this.definition = definition;
  }

  /** Takes a command that must be accepted. */
  agent(command: AgentCommand, change: Partial<CommandContext> = {}): this {
    const decision = decide(this.dossier, this.definition, command, context(change), this.now);
    if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`);
    return this.#apply(decision.events, context(change).actor);
  }

  /** The code a command is refused with; null when it would be accepted. */
  refusal(command: AgentCommand, change: Partial<CommandContext> = {}): RefusalCode | null {
    const decision = decide(this.dossier, this.definition, command, context(change), this.now);
    return decision.ok ? null : decision.refusal.code;
  }

  system(command: SystemCommand): this {
    const actor = { kind: command.type === 'receiveLetter' ? 'contact' : 'system' } as const;
    return this.#apply(decideSystem(this.dossier, this.definition, command, this.now), actor);
  }

  /** What happened, as it is said. */
  given(events: readonly EventBody[]): this {
    return this.#apply(events, context().actor);
  }

  /** One event as it was recorded elsewhere. */
  happened(event: DossierEvent): this {
    this.dossier = evolve(this.dossier, event);
    this.events.push(event);
    return this;
  }

  later(ms: number): this {
    this.now += ms;
    return this;
  }

  get state(): string | undefined {
    return this.dossier?.state;
  }

  #apply(bodies: readonly EventBody[], actor: Actor): this {
    for (const body of bodies) {
      const seq = (this.dossier?.version ?? 0) + 1;
      const event: DossierEvent = { ...body, dossierId: 'd1', seq, at: this.now, actor, cause: `event ${seq}` };
      this.dossier = evolve(this.dossier, event);
      this.events.push(event);
    }
    return this;
  }
}

export const opened = (): Play => new Play().system(letter('m1'));
