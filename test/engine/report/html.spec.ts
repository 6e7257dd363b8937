/** What a template inserts cannot become markup, in text and in attributes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Html, html } from '../../../src/engine/report/html.ts';

test('texts are escaped, HTML and lists of it are not', () => {
  const hostile = `<img src=x onerror="alert('1')">&`;
  expect(html`<p title="${hostile}">${hostile}${7}${[html`<b>${'<'}</b>`, html`<i/>`]}</p>`.source).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;7<b>&lt;</b><i/></p>',
  );
});

test('no text leaves a mark of markup behind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { source } = html`${text}`;
      expect(source).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
    }),
  );
});

test('only what was made as HTML counts as such', () => {
  expect(html`${new Html('<b>').source}`.source).toBe('&lt;b&gt;');
});

test('the mark of the nonce is no mark where a person wrote it', () => {
  expect(html`<style nonce="__CSP_NONCE__"></style><p>${'__CSP_NONCE__'}</p>`.source).toBe(
    '<style nonce="__CSP_NONCE__"></style><p>&#95;_CSP_NONCE__</p>',
  );
});
