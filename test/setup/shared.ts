/** What the run's one set of engines looks like from a test file; it travels in an environment variable. */
import type { Endpoint } from '../../dev/mox.ts';

export interface SharedEngines {
  /** The folder of this run; removed at its end. */
  readonly data: string;
  /** Without a database name's query: `mongodb://…/pli?replicaSet=pli`. */
  readonly mongoUrl: string;
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly smtp: Endpoint;
  readonly submission: Endpoint;
  readonly imap: Endpoint;
  /** The path of the workflows, bundled. */
  readonly workflowBundle: string;
}

export const SHARED_ENGINES = 'PLI_TEST_ENGINES';
/** How many mail accounts a whole run may ask for. */
export const MAIL_POOL = 220;
/** Far fewer than usual: what Temporal says at 4,096 takes minutes to come to. */
export const EVENTS_PER_RUN = 150;
