// Swipes of one finger: left, right, down.

const enough = 50;

/** Calls the function of the direction in which a finger swept over the element. */
export function onSwipe(element, directions, until) {
  let start = null;
  element.addEventListener('pointerdown', (event) => {
    start = event.pointerType === 'touch' && event.isPrimary ? event : null;
  }, { signal: until });
  element.addEventListener('pointerup', (event) => {
    if (!start) {
      return;
    }
    const dx = event.clientX - start.clientX;
    const dy = event.clientY - start.clientY;
    start = null;
    if (Math.abs(dx) > enough && Math.abs(dx) > 2 * Math.abs(dy)) {
      directions[dx < 0 ? 'left' : 'right']?.();
    } else if (dy > enough * 1.5 && dy > 2 * Math.abs(dx)) {
      directions.down?.();
    }
  }, { signal: until });
  element.addEventListener('pointercancel', () => {
    start = null;
  }, { signal: until });
}
