import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onLongPress } from '../site/lib/long-press.js';

const event = (type, fields = {}) => Object.assign(new Event(type, { cancelable: true, bubbles: true }),
  { pointerType: 'touch', isPrimary: true, clientX: 0, clientY: 0, ...fields });

function pressed(context) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const element = new EventTarget();
  let times = 0;
  onLongPress(element, () => (times += 1));
  return { element, times: () => times, wait: (milliseconds) => context.mock.timers.tick(milliseconds) };
}

test('a finger that rests acts once, and its click does not count', (context) => {
  const { element, times, wait } = pressed(context);
  element.dispatchEvent(event('pointerdown'));
  wait(1000);
  element.dispatchEvent(event('pointerup'));
  const click = event('click');
  element.dispatchEvent(click);
  assert.equal(times(), 1);
  assert.equal(click.defaultPrevented, true);
  const next = event('click');
  element.dispatchEvent(next);
  assert.equal(next.defaultPrevented, false);
});

test('a tap, a scroll and a mouse do nothing', (context) => {
  const { element, times, wait } = pressed(context);
  element.dispatchEvent(event('pointerdown'));
  wait(200);
  element.dispatchEvent(event('pointerup'));
  element.dispatchEvent(event('pointerdown'));
  element.dispatchEvent(event('pointermove', { clientY: 30 }));
  wait(1000);
  element.dispatchEvent(event('pointerdown', { pointerType: 'mouse' }));
  wait(1000);
  assert.equal(times(), 0);
});
