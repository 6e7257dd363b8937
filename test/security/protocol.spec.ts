/** What `probity://app` serves: files of the built page under a strict policy, and nothing else, however it is asked for. */
import { type ElectronApplication, expect } from '@playwright/test';
import { test } from './support/test.ts';

const NONCE = /'nonce-([A-Za-z0-9+/=]{24})'/;

/** What a raw request to an address of the app answers; asked by main, because a page could not name most of these. */
type Answer = { readonly status: number; readonly headers: { readonly [name: string]: string }; readonly body: string };

const ask = (app: ElectronApplication, address: string, method = 'GET'): Promise<Answer | string> =>
  app.evaluate(
    ({ net }, asked) =>
      net.fetch(asked.address, { method: asked.method }).then(
        async (answer) => ({ status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }),
        (error: Error) => error.message,
      ),
    { address, method },
  );

test('the page comes with exactly this policy, and a nonce of its own each time', async ({ running: { app } }) => {
  const [first, second] = [await ask(app, 'probity://app/index.html'), await ask(app, 'probity://app/')];
  if (typeof first === 'string' || typeof second === 'string') throw new Error('the page was not served');
  const nonces = [first, second].map(({ headers }) => NONCE.exec(headers['content-security-policy'] ?? '')?.[1]);
  expect(new Set(nonces).size).toBe(2);
  expect(first.headers['content-security-policy']).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonces[0]}'; img-src 'self' data:; font-src 'self'; ` +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(first.body).toContain(`content="${nonces[0]}"`);
  expect(first.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
});

for (const address of [
  'probity://app/..%2fmain%2fmain.js',
  'probity://app/%2e%2e%2fmain%2fmain.js',
  'probity://app/..%5cmain%5cmain.js',
  'probity://app/assets/..%2f..%2f..%2fpackage.json',
  'probity://app/%2fetc%2fhostname',
  'probity://app//etc/hostname',
  'probity://app/assets/%00index.html',
  'probity://app/%zz',
  'probity://app/assets',
  'probity://app/preload.cjs',
  'probity://other/index.html',
  'probity://app.evil/index.html',
  'probity://print/index.html',
  'probity:index.html',
]) {
  test(`${address} is not served`, async ({ running: { app } }) => {
    const answer = await ask(app, address);
    if (typeof answer !== 'string') expect(answer).toMatchObject({ status: 404, body: 'not found' });
    else expect(answer).toMatch(/^net::ERR_/);
  });
}

for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) {
  test(`${method} is not served`, async ({ running: { app } }) => {
    expect(await ask(app, 'probity://app/index.html', method)).toMatchObject({ status: 404 });
  });
}
