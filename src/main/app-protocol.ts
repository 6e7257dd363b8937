/**
 * Serves the user interface from `probity://app`: files of the built renderer and nothing else, each with its Content Security Policy as
 * a response header. Pages to be printed come from `probity://print`, from memory, with scripts forbidden.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol, type Session } from 'electron';
import { resolveInside } from './resolve-inside.ts';

export const APP_ORIGIN = 'probity://app';
export const PRINT_ORIGIN = 'probity://print';

const NONCE_MARK = '__CSP_NONCE__';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

const appPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const printPolicy = (nonce: string): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; form-action 'none'`;

const headers = (type: string, policy: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
});

const notFound = (): Response => new Response('not found', { status: 404, headers: headers('text/plain', "default-src 'none'") });

/** Must run before the app is ready. */
export const registerProtocolScheme = (): void => {
  protocol.registerSchemesAsPrivileged([{ scheme: 'probity', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
};

const serveApp = async (root: string, url: URL): Promise<Response> => {
  const file = resolveInside(root, url.pathname);
  const type = file === undefined ? undefined : CONTENT_TYPES[extname(file)];
  if (file === undefined || type === undefined) return notFound();
  const nonce = randomBytes(16).toString('base64');
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) return notFound();
  const bytes = extname(file) === '.html' ? Buffer.from(content.toString('utf8').replaceAll(NONCE_MARK, nonce)) : content;
  return new Response(new Uint8Array(bytes), { headers: headers(type, appPolicy(nonce)) });
};

/** Pages waiting to be printed, by the name in their URL. */
export type PrintPages = Map<string, string>;

const servePrint = (pages: PrintPages, url: URL): Response => {
  const html = pages.get(url.pathname.slice(1));
  if (html === undefined) return notFound();
  const nonce = randomBytes(16).toString('base64');
  return new Response(html.replaceAll(NONCE_MARK, nonce), { headers: headers('text/html; charset=utf-8', printPolicy(nonce)) });
};

export const handleProtocol = (session: Session, rendererRoot: string, pages: PrintPages): void => {
  session.protocol.handle('probity', (request) => {
    const url = URL.parse(request.url);
    if (url === null || request.method !== 'GET') return notFound();
    if (url.host === 'app') return serveApp(rendererRoot, url);
    if (url.host === 'print') return servePrint(pages, url);
    return notFound();
  });
};
