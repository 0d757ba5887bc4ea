/** The search for the agent that a dossier waits for: when it is made, and what becomes of who was found. */
import type { Found } from '../contract/activities.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import { needsAgent } from '../domain/dossier/holding.ts';
import { OFFER_PAUSE_MS } from '../domain/dossier/timing.ts';
import type { Definition } from '../domain/lifecycle/definition.ts';
import { findAgent, freeAgent } from './world.ts';

export interface AgentSearchOptions {
  readonly dossierId: string;
  readonly definition: Definition;
  /** The dossier as it is when somebody was found. */
  readonly standing: () => Dossier | null;
  readonly ask: (cause: string, found: Found) => void;
  readonly onEnd: () => void;
}

export class AgentSearch {
  readonly #options: AgentSearchOptions;
  /** The version at which an agent was last looked for. */
  #madeAt = 0;
  #isUnderWay = false;

  constructor(options: AgentSearchOptions) {
    this.#options = options;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Somebody may be there now who was not before. */
  renew(): void {
    this.#madeAt = 0;
  }

  look(dossier: Dossier): void {
    if (this.#isDue(dossier)) void this.#make(dossier);
  }

  /** In a pull queue only what left somebody's inbox by itself is given back (N17); elsewhere whatever nobody has (C10). */
  #isDue(dossier: Dossier): boolean {
    const isRouted = dossier.routing !== 'pull' || dossier.lastAssignee !== null || dossier.wanted !== null;
    const isNews = this.#madeAt !== dossier.version;
    return isRouted && isNews && !this.#isUnderWay && needsAgent(dossier, this.#options.definition);
  }

  /** The claim is made in the store; one that the dossier no longer wants is given back. */
  async #make({ version, queue, lastAssignee, wanted, declined }: Dossier): Promise<void> {
    this.#isUnderWay = true;
    this.#madeAt = version;
    const { dossierId, standing, ask, onEnd } = this.#options;
    const pausing = declined.filter((d) => d.at > Date.now() - OFFER_PAUSE_MS).map((d) => d.agent);
    const found = await findAgent({ dossierId, queue, lastAssignee, wanted, pausing });
    if (found) {
      // Whom it was looked for among may have changed: it is looked for again.
      const now = standing();
      if (now?.queue === queue && now.wanted?.id === wanted?.id) ask(`route ${version}`, found);
      const taker = standing()?.offer?.to ?? standing()?.assignee;
      const claimed = found.type === 'offer' ? found.to : found.agent;
      if (taker !== claimed) await freeAgent({ dossierId, agent: claimed });
    }
    this.#isUnderWay = false;
    onEnd();
  }
}
