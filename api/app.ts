/** The API and the desk's files as one express application. */
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import compression from 'compression';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { type HtmlMaker, HtmlTooCostly } from '../mail/html/html-maker.ts';
import type { Antivirus } from '../mail/read/antivirus.ts';
import { createAddressVerifier } from '../mail/send/verify-address.ts';
import { createEngine } from '../services/engine/engine.ts';
import { BytesGone } from '../store/base/blobs.ts';
import type { Secrets } from '../store/base/secrets.ts';
import type { Store } from '../store/store.ts';
import { addressRoutes } from './dossiers/addresses.ts';
import { badgeRoutes } from './dossiers/badges.ts';
import { commandRoutes } from './dossiers/commands.ts';
import { createLetterDisplays } from './dossiers/displays.ts';
import { dossierRoutes } from './dossiers/dossiers.ts';
import { draftRoutes } from './dossiers/drafts.ts';
import { fileRoutes } from './dossiers/files.ts';
import { originalRoutes } from './dossiers/original.ts';
import { outboundRoutes } from './dossiers/outbound.ts';
import { previewRoutes } from './dossiers/preview.ts';
import { createScreening } from './dossiers/screening.ts';
import { templateRoutes } from './dossiers/templates.ts';
import { validationRoutes } from './dossiers/validations.ts';
import { asTyped, type TrustedProxies, unknownProxy } from './http/behind-proxy.ts';
import { CONTENT_POLICY, LETTER_FRAME, letterFrame } from './http/content-policy.ts';
import { healthRoutes } from './http/health.ts';
import { createMetrics } from './http/metrics.ts';
import { openApiRouter } from './http/openapi.ts';
import { ApiProblem, problemBody } from './http/problem.ts';
import type { Route } from './http/route.ts';
import { createRouter } from './http/router.ts';
import { sameOrigin } from './http/same-origin.ts';
import { received } from './http/whole-request.ts';
import type { EventHub } from './live/event-hub.ts';
import { eventRoutes } from './live/events.ts';
import { createPresence, presenceRoutes } from './live/presence.ts';
import { supervisionRoutes } from './live/supervision.ts';
import { connectionTestRoutes } from './mail/connection-tests.ts';
import { ledgerRoutes } from './mail/ledger.ts';
import { mailboxRoutes } from './mail/mailboxes.ts';
import { outboxRoutes } from './mail/outbox.ts';
import { quarantineRoutes } from './mail/quarantine.ts';
import { quarantineHandlingRoutes } from './mail/quarantine-handling.ts';
import { directoryRoutes } from './people/directory.ts';
import { groupRoutes } from './people/groups.ts';
import { createPasswordChecks } from './people/password-checks.ts';
import { peopleRoutes } from './people/people.ts';
import { sessionRoutes } from './people/session.ts';
import { type SessionLimits, sessions } from './people/sessions.ts';
import { createSignInLimit } from './people/sign-in-limit.ts';
import { automaticReplyRoutes } from './settings/automatic-replies.ts';
import { batchRoutes } from './settings/batches.ts';
import { definitionRoutes } from './settings/definitions.ts';
import { policyRoutes } from './settings/policies.ts';
import { queueRoutes } from './settings/queues.ts';
import { settingsRoutes } from './settings/settings.ts';
import { timerRoutes } from './settings/timers.ts';
import type { Language } from './words/text.ts';

export interface AppDependencies {
  readonly store: Store;
  /** Seals what administrators type of mailboxes. */
  readonly secrets: Secrets;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly hub: EventHub;
  readonly log: Logger;
  /** Reads the files that go in and out, where one is set. */
  readonly antivirus?: Antivirus | null;
  /** Makes letters safe to show and to send, in processes of its own. */
  readonly maker: HtmlMaker;
  readonly sessionSecret: string;
  /** The address users type; `https:`: cookies are secure. */
  readonly publicUrl?: string | undefined;
  readonly trustedProxies: TrustedProxies;
  readonly sessionLimits: SessionLimits;
  /** The built desk. */
  readonly deskFolder: string;
  readonly checkReplies?: boolean;
}

/** Every route there is. */
export function allRoutes(deps: AppDependencies, metrics = createMetrics()): Route[] {
  const { store, secrets, temporal, taskQueue, hub, log, maker } = deps;
  const engine = createEngine(temporal, taskQueue);
  const presence = createPresence({ store, engine, log });
  const displays = createLetterDisplays(store, maker);
  const verify = createAddressVerifier();
  const screening = createScreening({ store, antivirus: deps.antivirus ?? null, log: deps.log });
  return [
    ...sessionRoutes({
      ...{ users: store.users, presence, sessionLimits: deps.sessionLimits },
      ...{ limit: createSignInLimit(store), passwords: createPasswordChecks() },
    }),
    ...presenceRoutes(store, presence),
    ...dossierRoutes(store, displays),
    ...outboundRoutes({ store, engine: engine.dossiers, maker }),
    ...badgeRoutes(store),
    ...validationRoutes(store, displays),
    ...supervisionRoutes(store),
    ...settingsRoutes(store),
    ...templateRoutes(store, maker),
    ...policyRoutes(store),
    ...groupRoutes(store, presence),
    ...peopleRoutes(store, presence),
    ...commandRoutes({ store, engine: engine.dossiers, verify, screening, maker }),
    ...addressRoutes(store, verify),
    ...draftRoutes(store, maker),
    ...fileRoutes(store, screening),
    ...originalRoutes(store, screening),
    ...previewRoutes(maker),
    ...directoryRoutes(store),
    ...definitionRoutes({ store, engine }),
    ...queueRoutes({ store, engine }, presence),
    ...automaticReplyRoutes(store, screening),
    ...timerRoutes({ store, engine }),
    ...batchRoutes(store),
    ...mailboxRoutes({ store, secrets, engine }),
    ...connectionTestRoutes({ store, secrets, engine }),
    ...ledgerRoutes(store.ledger),
    ...quarantineRoutes(store),
    ...quarantineHandlingRoutes({ store, engine }),
    ...outboxRoutes(store, engine.dossiers),
    ...eventRoutes(hub, store.users, presence),
    ...healthRoutes(store, temporal, taskQueue, metrics),
  ];
}

export function createApp(deps: AppDependencies): Express {
  const { store } = deps;
  const secure = deps.publicUrl?.startsWith('https:') ?? false;
  const metrics = createMetrics();
  const routes = allRoutes(deps, metrics);
  const app = express();
  app.set('trust proxy', deps.trustedProxies);
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY },
      crossOriginEmbedderPolicy: false,
    }),
  );
  app.use(requestLog(deps.log), metrics.measure, compression({ filter: isWhole }));
  app.use('/api', unknownProxy(deps.trustedProxies, deps.log), sameOrigin(deps.publicUrl), noStore);
  app.use(
    '/api',
    asTyped(deps.publicUrl),
    sessions({ store, secret: deps.sessionSecret, secure, limits: deps.sessionLimits }),
  );
  app.use(openApiRouter(routes));
  app.use(createRouter({ store, routes, checkReplies: deps.checkReplies ?? false }));
  app.use('/api', () => {
    throw new ApiProblem(404, 'not-found');
  });
  app.get(LETTER_FRAME, letterFrame);
  app.use(deskFiles(deps.deskFolder));
  app.get('/{*path}', (_request, response) => response.sendFile('index.html', { root: deps.deskFolder }));
  app.use(answerErrors(deps.log));
  return app;
}

/** An event must reach its reader at once, not when there is enough to compress. */
function isWhole(request: Request, response: Response): boolean {
  return (
    !String(response.getHeader('Content-Type')).startsWith('text/event-stream') && compression.filter(request, response)
  );
}

/** What the build names by its content never changes; the page that names it is asked for each time. */
function deskFiles(folder: string): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { maxAge: '365d', immutable: true, fallthrough: false }),
  );
  router.use(express.static(folder, { maxAge: 0 }));
  return router;
}

function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (_request, response) => {
      const id = crypto.randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (request) => request.url === '/api/health' || request.url === '/api/ready' },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'debug'),
    // No query, no headers, no body: they may hold addresses and words.
    serializers: {
      req: ({ id, method, url }) => ({ id, method, path: String(url).split('?')[0] }),
      res: ({ statusCode }) => ({ statusCode }),
    },
    customProps: (request) => ({ dossier: /\/api\/dossiers\/([^/?]+)/.exec(request.url ?? '')?.[1] }),
  });
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function answerErrors(log: Logger): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error);
    await received(request);
    const problem = toProblem(error, String(request.id));
    if (problem.status >= 500) log.error({ err: error, request: request.id }, 'request failed');
    const language: Language =
      response.locals.user?.preferences.language ?? (request.acceptsLanguages('fr', 'en') || 'fr');
    if (problem.retryAfter !== undefined) response.set('Retry-After', String(problem.retryAfter));
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(problem, language)));
  };
}

function toProblem(error: unknown, request: string): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof HtmlTooCostly) return new ApiProblem(422, 'html-too-costly', { cause: error });
  if (error instanceof BytesGone) return new ApiProblem(422, 'unknown-attachment', { cause: error });
  const { type, status, name } = error as { type?: string; status?: number; name?: string };
  if (type === 'entity.parse.failed' || type === 'encoding.unsupported') return new ApiProblem(400, 'malformed-json');
  if (type === 'entity.too.large') return new ApiProblem(413, 'too-large');
  if (status === 415) return new ApiProblem(415, 'not-json');
  if (status === 400) return new ApiProblem(400, 'invalid');
  if (status === 404) return new ApiProblem(404, 'not-found');
  const unavailable = ['ServiceError', 'MongoServerSelectionError', 'WorkflowUpdateRPCTimeoutOrCancelledError'];
  if (unavailable.includes(name ?? '')) return new ApiProblem(503, 'engine-unavailable', { cause: error });
  return new ApiProblem(500, 'internal', { values: { request }, cause: error });
}
