// The API as typed calls, as the contract has it. `api` says who asks and in which language; `got`
// takes an answer, or throws a `Problem`. A surface calls `connect` once, before anything else.
//   const list = await got(api.GET('/api/v1/counties/{c}/worklists', { params: { path: { c } } }));
import createClient from 'openapi-fetch';
import type { components, paths } from '../../generated/openapi';
import { Problem, offline } from './problem';

export type { operations } from '../../generated/openapi';
export type Schemas = components['schemas'];
export type Text = Schemas['Text'];
export type Surface = 'console' | 'portal';

interface Connection {
  surface: Surface;
  language: () => string;
  signedOut: () => void;
}

let connection: Connection = { surface: 'portal', language: () => 'zh-CN', signedOut: () => {} };
let csrf = '';

export function connect(how: Connection): void {
  connection = how;
}

// What X-CSRF carries from now on; the session's answer says it.
export function trust(token: string): void {
  csrf = token;
}

function headers(): Record<string, string> {
  return {
    'X-Surface': connection.surface,
    'Accept-Language': connection.language(),
    ...(csrf ? { 'X-CSRF': csrf } : {}),
  };
}

export const api = createClient<paths>({ baseUrl: '' });
api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headers())) request.headers.set(name, value);
    return request;
  },
  onError: () => offline(),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export async function got<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw refused(response, error);
}

// Sends bytes (a file) or asks for a page; `got` is for JSON.
export async function send(
  method: string,
  address: string,
  body?: Blob,
  more: Record<string, string> = {},
): Promise<Response> {
  const type: Record<string, string> = body
    ? { 'Content-Type': body.type || 'application/octet-stream' }
    : {};
  const response = await fetch(address, {
    method,
    headers: { ...headers(), ...type, ...more },
    ...(body ? { body } : {}),
  }).catch(() => {
    throw offline();
  });
  if (response.ok) return response;
  throw refused(response, await response.json().catch(() => null));
}

function refused(response: Response, said: unknown): Problem {
  const problem = Problem.of(response.status, said, response.headers.get('Retry-After'));
  if (response.status === 401) connection.signedOut();
  return problem;
}

export function tag(version: number): string {
  return `"${version}"`;
}

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID() is for TLS only
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
