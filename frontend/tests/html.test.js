import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escape, html } from '../site/lib/html.js';

test('a value cannot become markup, in text or in an attribute', () => {
  const name = `"><img src=x onerror="alert('1')">&`;
  const text = String(html`<a title="${name}">${name}</a>`);
  assert.equal(text.match(/</g).length, 2);
  assert.equal(text.match(/"/g).length, 2);
  assert.ok(text.includes('&lt;img') && text.includes('&#39;1&#39;') && text.endsWith('&amp;</a>'));
});

test('markup inside markup stays markup, also in lists', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  assert.equal(String(html`<ul>${items}</ul>`), '<ul><li>a</li><li>&lt;b&gt;</li></ul>');
});

test('null, undefined and false leave nothing, but zero and empty text count', () => {
  assert.equal(String(html`[${null}${undefined}${false}${0}${''}]`), '[0]');
});

test('an object that only looks like markup is escaped', () => {
  assert.equal(String(html`${{ toString: () => '<script>' }}`), '&lt;script&gt;');
});

test('escape covers every character that markup gives a meaning', () => {
  assert.equal(escape(`<>&"'`), '&lt;&gt;&amp;&quot;&#39;');
});
