import { CommandFailure } from '../command-failure.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { VERSION } from '../version.ts';

/** A service, and who asks. */
export interface Service { readonly url: string; readonly token: string }

/** What `fetch` takes, and the name of a stream's only mode, which its type forgets. */
export type ServiceRequest = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>>; readonly duplex?: 'half' };

/** One answer that is no failure. */
export interface ServiceAnswer { readonly status: number; readonly location: string | null; readonly body: Readonly<Record<string, unknown>> }

/** Sends one request to the service; a path from the service itself may be a whole address. */
export async function request({ url, token }: Service, path: string, init: ServiceRequest): Promise<ServiceAnswer> {
  const target = new URL(path, url.endsWith('/') ? url : `${url}/`);
  // A token must not follow an address that the service's answer points elsewhere.
  if (target.origin !== new URL(url).origin) throw new CommandFailure(EXIT.UNAVAILABLE, `${url} points to another server, ${target.origin}`);
  const response = await send(target, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}`, 'user-agent': `postern/${VERSION}`, accept: 'application/json, application/problem+json' } });
  const body = parseBody(await response.text());
  if (!response.ok) throw new CommandFailure(exitOf(response.status), problemText(target, response.status, body));
  return { status: response.status, location: response.headers.get('location'), body };
}

async function send(target: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(target, { ...init, redirect: 'error' });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof CommandFailure) throw cause;
    throw new CommandFailure(EXIT.UNAVAILABLE, `${target.origin} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause: error });
  }
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}

const EXITS: Readonly<Record<number, ExitCode>> = { 401: EXIT.NOT_PERMITTED, 403: EXIT.NOT_PERMITTED, 404: EXIT.NOT_FOUND, 410: EXIT.NOT_FOUND, 422: EXIT.INPUT_UNREADABLE, 429: EXIT.UNAVAILABLE };

const exitOf = (status: number): ExitCode => EXITS[status] ?? (status >= 500 ? EXIT.UNAVAILABLE : EXIT.USAGE);

const MOST_ERRORS = 20;

/** One of a problem's errors: a place in a file with its reason, or a field with its message. */
function errorText(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { file, line, reason, path, message } = item as Readonly<Record<string, unknown>>;
  const place = [file ?? path, line].filter((part) => typeof part === 'string' || typeof part === 'number').join(':');
  const said = reason ?? message;
  return typeof said === 'string' ? `${place}: ${said}` : Object.entries(item).map(([name, value]) => `${name}: ${String(value)}`).join(', ');
}

function problemText(target: URL, status: number, body: Readonly<Record<string, unknown>>): string {
  const { title, detail, code } = body;
  const said = [title, detail].filter((part) => typeof part === 'string').join(': ');
  const reference = [code, `HTTP ${String(status)}`].filter((part) => typeof part === 'string').join(', ');
  const errors = Array.isArray(body['errors']) ? body['errors'].slice(0, MOST_ERRORS).map((item) => `\n  ${errorText(item)}`).join('') : '';
  return `${target.origin}${target.pathname}: ${said === '' ? 'refused' : said} (${reference})${errors}`;
}
