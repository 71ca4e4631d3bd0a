/** <h5p-preview>: lets a previewed H5P content take the height it asks for; nothing is saved. */
import { Height } from './h5p-height.js';

class H5PPreview extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector('iframe');
    this.height = new Height(this.frame, 'preview', {});
    window.addEventListener('message', this.onMessage = (event) => this.hear(event));
    this.height.reply('hello');
  }

  disconnectedCallback() { window.removeEventListener('message', this.onMessage); }

  hear(event) {
    if (event.source !== this.frame.contentWindow || event.origin !== 'null') return;
    const data = event.data || {};
    if (data.context === 'h5p') this.height.hear(data);
  }
}

customElements.define('h5p-preview', H5PPreview);
