// Places a popover below its button and within the window.

const edge = 8;

/** Places an open popover with `position: fixed` below a button. Not every browser supports CSS anchor positioning. */
export function placeBelow(popover, button) {
  const { left, bottom } = button.getBoundingClientRect();
  const room = document.documentElement.clientWidth - popover.offsetWidth - edge;
  popover.style.left = `${Math.max(edge, Math.min(left, room))}px`;
  popover.style.top = `${bottom + 4}px`;
}
