/** The stand-alone verifier: the hashes of its own script and style in its Content Security Policy, and the hash by which people know it. */
import { createHash } from 'node:crypto';

const digest = (text, encoding) => createHash('sha256').update(text, 'utf8').digest(encoding);

/** What stands between the page's one pair of these tags: what a browser hashes. */
const inside = (page, tag) => {
  const parts = page.split(new RegExp(`</?${tag}>`));
  if (parts.length !== 3) throw new Error(`the page has not one ${tag}`);
  return parts[1];
};

/**
 * @param {string} page
 * @returns {string} the page with a policy that lets its own script and style run, and nothing else do anything
 */
export const sealPage = (page) => {
  const policy =
    `default-src 'none'; script-src 'sha256-${digest(inside(page, 'script'), 'base64')}'; ` +
    `style-src 'sha256-${digest(inside(page, 'style'), 'base64')}'; base-uri 'none'; form-action 'none'`;
  return page.replace(/(<meta http-equiv="Content-Security-Policy" content=")[^"]*"/, (_, start) => `${start}${policy}"`);
};

/**
 * @param {string} page
 * @returns {string} what `sha256sum` prints of it
 */
export const hashLine = (page) => `${digest(page, 'hex')}  probity-verifier.html\n`;
