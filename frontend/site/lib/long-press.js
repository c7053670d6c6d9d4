// A long press of one finger, timed here because some browsers send no contextmenu event for it.

const delay = 450;
const tremble = 10;

/** Calls `act(target)` when a finger rests on the element, and suppresses the click that follows. */
export function onLongPress(element, act, until) {
  let timer = 0;
  let start = null;
  let wasLong = false;
  const options = { signal: until };
  const stop = () => clearTimeout(timer);

  element.addEventListener('pointerdown', (event) => {
    stop();
    start = event;
    wasLong = false;
    if (event.pointerType === 'touch' && event.isPrimary) {
      timer = setTimeout(() => {
        wasLong = true;
        act(start.target);
      }, delay);
    }
  }, options);
  element.addEventListener('pointermove', (event) => {
    if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > tremble) {
      stop();
    }
  }, options);
  element.addEventListener('pointerup', stop, options);
  element.addEventListener('pointercancel', stop, options);
  element.addEventListener('contextmenu', (event) => {
    if (start?.pointerType === 'touch') {
      event.preventDefault();
    }
  }, options);
  element.addEventListener('click', (event) => {
    if (wasLong) {
      wasLong = false;
      event.preventDefault();
      event.stopPropagation();
    }
  }, { ...options, capture: true });
}
