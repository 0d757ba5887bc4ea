/** The OpenAPI 3.1 document, made from the routes; and its reader. */
import { dirname } from 'node:path';
import type { TSchema } from '@sinclair/typebox';
import express, { Router } from 'express';
import swagger from 'swagger-ui-dist';
import { Problem } from '../schemas.ts';
import { KEY } from './request-key.ts';
import type { Route } from './route.ts';

const READER = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Pli API</title><link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head>
<body><main id="reader"></main><script src="/api/docs/assets/swagger-ui-bundle.js"></script><script src="/api/docs/reader.js"></script></body>
</html>`;
const READER_SCRIPT = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reader', deepLinking: true });`;

/** `/api/openapi.json`, `/api/docs`, and the reader's own files. */
export function openApiRouter(routes: readonly Route[]): Router {
  const document = openApiDocument(routes);
  const router = Router();
  router.get('/api/openapi.json', (_request, response) => void response.json(document));
  router.get('/api/docs', (_request, response) => void response.type('html').send(READER));
  router.get('/api/docs/reader.js', (_request, response) => void response.type('js').send(READER_SCRIPT));
  router.use('/api/docs/assets', express.static(swagger.getAbsoluteFSPath?.() ?? dirname('')));
  return router;
}

/** Schemas with a title become components, named once and referred to. */
export function openApiDocument(routes: readonly Route[]): object {
  const components: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  const problem = {
    description: 'Refused',
    content: { 'application/problem+json': { schema: hoist(Problem, components) } },
  };
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, components, problem) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pli',
      version: '1',
      description: 'Email case management. Unsafe methods need a same-origin request.',
    },
    paths,
    components: { schemas: components, securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'pli' } } },
  };
}

function operation(route: Route, components: Record<string, unknown>, problem: object): object {
  const pathParameters = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const queryParameters = Object.entries<TSchema>(route.query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: (route.query?.required ?? []).includes(name) && schema.default === undefined,
    schema: hoist(schema, components),
  }));
  return {
    summary: route.summary,
    parameters: [...pathParameters, ...queryParameters, ...(route.keyed ? [KEY_PARAMETER] : [])],
    ...(route.access === 'public' ? {} : { security: [{ session: [] }] }),
    ...bodyOf(route, components),
    responses: { ...answers(route, components), default: problem },
  };
}

function bodyOf({ body, takesBytes }: Route, components: Record<string, unknown>): object {
  if (takesBytes) return { requestBody: { required: true, content: { '*/*': BYTES } } };
  return body ? { requestBody: { required: true, content: json(body, components) } } : {};
}

function answers({ reply, status = 200, orStatus, produces }: Route, components: Record<string, unknown>): object {
  if (produces) return { 200: { description: 'Done', content: { [produces]: BYTES } } };
  if (!reply) return { 204: { description: 'Done' } };
  const content = json(reply, components);
  return {
    [status]: { description: DONE[status], content },
    ...(orStatus && { [orStatus]: { description: 'Not ready', content } }),
  };
}

const BYTES = { schema: { type: 'string', format: 'binary' } };
const DONE = { 200: 'Done', 201: 'Made', 202: 'Begun: it goes on by itself' } as const;
const KEY_PARAMETER = {
  ...{ name: 'Idempotency-Key', in: 'header', required: true },
  schema: { type: 'string', pattern: KEY.source },
};

function json(schema: TSchema, components: Record<string, unknown>): object {
  return { 'application/json': { schema: hoist(schema, components) } };
}

function hoist(schema: unknown, components: Record<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((s) => hoist(s, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, hoist(value, components)]));
  if (typeof copy.title !== 'string' || !('type' in copy || 'anyOf' in copy)) return copy;
  components[copy.title] = copy;
  return { $ref: `#/components/schemas/${copy.title}` };
}
