// The input of a wall: clicks, ticks, long presses, keys and the focus, for mouse, touch and keyboard.

import { onLongPress } from '../../lib/long-press.js';
import { rowOf } from '../../lib/justified.js';
import { select, selection } from '../../state/library.js';

const idOf = (element) => Number(element.closest('.tile').dataset.id);
const indexOf = (element) => Number(element.closest('.tile').dataset.index);

/** The index that a key leads to, or null where it leads nowhere. */
export function neighbour(key, index, layout, total) {
  const row = rowOf(layout, index);
  const jump = (to) => {
    if (to < 0 || to >= layout.rows) {
      return null;
    }
    const part = (index - layout.starts[row] + 0.5) / (layout.starts[row + 1] - layout.starts[row]);
    const length = layout.starts[to + 1] - layout.starts[to];
    return layout.starts[to] + Math.min(length - 1, Math.floor(part * length));
  };
  const to = {
    ArrowLeft: () => index - 1,
    ArrowRight: () => index + 1,
    ArrowUp: () => jump(row - 1),
    ArrowDown: () => jump(row + 1),
    PageUp: () => jump(Math.max(0, row - 4)),
    PageDown: () => jump(Math.min(layout.rows - 1, row + 4)),
    Home: () => 0,
    End: () => total - 1,
  }[key]?.();
  return to === null || to === undefined || to < 0 || to >= total ? null : to;
}

/** Scrolls as little as needed for a row to be fully visible between the bars above and below. */
export function scrollToRow(wall, row) {
  const top = wall.getBoundingClientRect().top + wall.layout.tops[row];
  const bottom = top + wall.layout.heights[row];
  const free = { top: Number.parseFloat(getComputedStyle(wall).scrollMarginTop), bottom: innerHeight - 72 };
  if (top < free.top) {
    scrollBy(0, top - free.top);
  } else if (bottom > free.bottom) {
    scrollBy(0, bottom - free.bottom);
  }
}

/** Connects a wall's events; the wall offers `ids`, `layout`, `focusIndex` and `rememberFocus`. */
export function connectInput(wall) {
  let lastTicked = null;

  const selectRange = (from, to) => {
    select([...selection.value, ...wall.ids.slice(Math.min(from, to), Math.max(from, to) + 1)]);
  };
  const tick = (index, withRange) => {
    const id = wall.ids[index];
    if (withRange && lastTicked !== null) {
      selectRange(lastTicked, index);
    } else if (selection.value.has(id)) {
      select([...selection.value].filter((each) => each !== id));
    } else {
      select([...selection.value, id]);
    }
    lastTicked = index;
  };
  // Without hover the tick boxes are hidden, so a tap ticks while anything is selected.
  const isTicking = () => selection.value.size > 0 && matchMedia('(hover: none)').matches;

  wall.on('click', '.tile-open', (event, button) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey || isTicking()) {
      tick(indexOf(button), event.shiftKey);
    } else {
      wall.tell('open-image', { id: idOf(button) });
    }
  });
  wall.on('click', '.tile-similar', (event, button) => wall.tell('find-similar', { id: idOf(button) }));
  wall.on('click', '.tile-tick input', (event, box) => tick(indexOf(box), event.shiftKey));

  // A long press selects where no hover shows the tick box.
  onLongPress(wall, (target) => target.closest('.tile') && tick(indexOf(target), false), wall.lifetime);

  wall.on('focusin', '.tile', (event, tile) => wall.rememberFocus(indexOf(tile)));

  // The picture that the viewer showed last takes the focus, where the viewer took it from this wall.
  let gaveFocus = false;
  wall.listen(window, 'viewer-open', () => {
    gaveFocus = wall.contains(document.activeElement);
  });
  wall.listen(window, 'viewer-close', ({ detail: { id } }) => gaveFocus && wall.focusIndex(wall.ids.indexOf(id)));

  wall.listen(wall, 'keydown', (event) => {
    const tile = event.target.closest('.tile');
    if (!tile || event.altKey) {
      return;
    }
    const index = indexOf(tile);
    const command = event.ctrlKey || event.metaKey;
    const to = command ? null : neighbour(event.key, index, wall.layout, wall.ids.length);
    if (to !== null) {
      wall.focusIndex(to);
      if (event.shiftKey) {
        selectRange(index, to);
      }
    } else if (event.key === ' ' && event.target.matches('.tile-open')) {
      tick(index, event.shiftKey);
    } else if (command && event.key.toLowerCase() === 'a') {
      selectRange(0, wall.ids.length - 1);
    } else if (!command && event.key.toLowerCase() === 's') {
      wall.tell('find-similar', { id: idOf(tile) });
    } else if (event.key === 'Delete') {
      wall.tell('delete-images', { ids: selection.value.size > 0 ? [...selection.value] : [idOf(tile)] });
    } else {
      return;
    }
    event.preventDefault();
  });
}
