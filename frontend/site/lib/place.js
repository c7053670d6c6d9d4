// Where a popover stands: below its button, wherever that is, and within the window.

const edge = 8;

/** Puts an open popover with `position: fixed` below a button; worked out here, for not every browser anchors by style. */
export function placeBelow(popover, button) {
  const { left, bottom } = button.getBoundingClientRect();
  const room = document.documentElement.clientWidth - popover.offsetWidth - edge;
  popover.style.left = `${Math.max(edge, Math.min(left, room))}px`;
  popover.style.top = `${bottom + 4}px`;
}
