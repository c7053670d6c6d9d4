// Icons of 24 x 24 with one stroke width, drawn in the colour of the surrounding text.

import { html } from './html.js';

const paths = {
  add: 'M12 5v14M5 12h14',
  back: 'M15 5l-7 7 7 7',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1Z'
    + 'M12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  compare: 'M12 4v16M4 7h5v10H4ZM15 7h5v10h-5Z',
  crop: 'M7 3v14h14M3 7h14v14',
  dark: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z',
  down: 'M6 9.5l6 6 6-6',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  edit: 'M4 20l1-4L16.5 4.5l3 3L8 19ZM14 7l3 3',
  filter: 'M4 6h16M7 12h10M10 18h4',
  folder: 'M3 7a1 1 0 0 1 1-1h5l2 2.5h9a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1Z',
  forward: 'M9 5l7 7-7 7',
  image: 'M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM3 16l5-5 4.5 4.5 3-3L21 18M15.5 8.5v.3',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.5v.3',
  keyboard: 'M3 7h18v11H3ZM6.5 10.5h.3M10 10.5h.3M13.7 10.5h.3M17.2 10.5h.3M8 14.500h8',
  label: 'M4 4h7l9 9-7 7-9-9ZM8 8v.3',
  light: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2'
    + 'M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700L12 17',
  model: 'M12 3.5l7.5 4v9L12 20.5l-7.5-4v-9ZM4.5 7.5 12 11.500l7.5-4M12 11.500v9',
  more: 'M12 4.5a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6ZM12 11.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6ZM12 17.9a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Z',
  offline: 'M3 3l18 18M5 12a10 10 0 0 1 4-2.300M8.5 15.5a5 5 0 0 1 5.5-1M2 8.5a15 15 0 0 1 4-2.400M10 5.100A15 15 0 0 1 22 8.5M12 19v.3',
  retry: 'M20 11a8 8 0 1 0-.8 4.5M20 5v6h-6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20.5 20.5',
  similar: 'M4 4h9v9H4ZM16 9h4v11H9v-4',
  system: 'M4 5h16v11H4ZM9 20h6M12 16v4',
  trash: 'M4 7h16M9.5 7V4.5h5V7M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5',
  upload: 'M12 16V5M7.5 9 12 4.5 16.5 9M5 20h14',
  warning: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.5v6M12 16.5v.3',
};

/** The markup of an icon. It is hidden from screen readers; the control around it has the label. */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${paths[name]}"/></svg>`;
}
