// Switches between the system's theme, light and dark. The choice is kept for the next visit.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { remember } from '../../lib/memory.js';

const order = ['system', 'light', 'dark'];

class ThemeSwitch extends Component {
  connected() {
    this.#show();
    this.on('click', 'button', () => {
      const { dataset } = document.documentElement;
      dataset.theme = order[(order.indexOf(dataset.theme) + 1) % order.length];
      remember('theme', dataset.theme);
      this.#show();
      this.find('button').focus();
    });
  }

  #show() {
    const { theme } = document.documentElement.dataset;
    render(this, html`
      <button class="icon-button" type="button" aria-label="Theme: ${theme}" title="Theme: ${theme}">${icon(theme)}</button>`);
  }
}

customElements.define('theme-switch', ThemeSwitch);
