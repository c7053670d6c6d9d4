// Justified rows: every row is as wide as the wall, and its pictures share a height near the target.
//
// This runs for a hundred thousand pictures on every change of width, so it uses flat arrays and stores rows, not boxes. The boxes of
// the few rows on the screen are computed when they are shown.

/** Limits of the aspect (width / height) of a single picture, so that panoramas and strips stay visible. */
const widest = 4;
const tallest = 0.4;

/** The aspect of a picture in the wall, from 100 x width / height. */
export function shownAspect(hundredths) {
  return Math.min(widest, Math.max(tallest, (hundredths || 100) / 100));
}

/**
 * Breaks pictures into rows.
 * @param {ArrayLike<number>} aspects 100 x width / height of each picture, in order
 * @param {{width: number, target: number, gap: number}} wall in CSS pixels; `target` is the wished row height
 * @returns {{starts: Int32Array, tops: Float64Array, heights: Float64Array, rows: number, height: number}}
 *   row r holds the pictures from starts[r] up to, but not including, starts[r + 1], at tops[r]; `height` is that of the wall
 */
export function justify(aspects, { width, target, gap }) {
  const starts = [0];
  const tops = [];
  const heights = [];
  let top = 0;
  let sum = 0;
  let first = 0;

  const close = (end, height) => {
    tops.push(top);
    heights.push(height);
    starts.push(end);
    top += height + gap;
    first = end;
    sum = 0;
  };

  for (let index = 0; index < aspects.length; index += 1) {
    const aspect = shownAspect(aspects[index]);
    const before = sum;
    sum += aspect;
    const inner = width - gap * (index - first);
    if (inner / sum > target) {
      continue;
    }
    // The row is full with this picture; it may be closer to the target without it.
    const withIt = inner / sum;
    const without = before > 0 ? (inner + gap) / before : Infinity;
    if (without - target < target - withIt) {
      close(index, without);
      sum = aspect;
      if (width / sum <= target) {
        close(index + 1, width / sum);
      }
    } else {
      close(index + 1, withIt);
    }
  }
  if (first < aspects.length) {
    close(aspects.length, Math.min(target, (width - gap * (aspects.length - first - 1)) / sum));
  }
  return {
    starts: Int32Array.from(starts),
    tops: Float64Array.from(tops),
    heights: Float64Array.from(heights),
    rows: tops.length,
    height: Math.max(0, top - gap),
  };
}

/** The last index with a value of at most `value` in an ascending array; 0 where every value is greater. */
export function lastAtMost(ascending, value, length = ascending.length) {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ascending[middle] <= value) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** The boxes of one row, in whole pixels: {index, left, top, width, height}. Rounding never opens or closes a gap. */
export function boxesOfRow(layout, row, aspects, gap) {
  const { starts, tops, heights } = layout;
  const top = Math.round(tops[row]);
  const height = Math.round(tops[row] + heights[row]) - top;
  const boxes = [];
  let left = 0;
  for (let index = starts[row]; index < starts[row + 1]; index += 1) {
    const right = left + shownAspect(aspects[index]) * heights[row];
    boxes.push({ index, left: Math.round(left), top, width: Math.round(right) - Math.round(left), height });
    left = right + gap;
  }
  return boxes;
}

/** The row of the picture at `index`. */
export function rowOf(layout, index) {
  return lastAtMost(layout.starts, index, layout.rows);
}

/** The rows that touch the span from `top` to `bottom`: [first, last], with last < first where there are none. */
export function rowsBetween(layout, top, bottom) {
  return layout.rows === 0 ? [0, -1] : [lastAtMost(layout.tops, top), lastAtMost(layout.tops, bottom)];
}

/** Target height of a row for a wall of this width: three or four in a row on a phone, eight or more on a large screen. */
export function targetHeight(width, scale = 1) {
  return Math.round(Math.min(320, Math.max(132, (72 + width * 0.1) * scale)));
}
