/**
 * <h5p-preview data-url data-csrf>: lets a previewed H5P content take the height it asks for, and
 * tells the server once how high it is at this width. Nothing of what is played is saved.
 */
import { Height } from './h5p-height.js';

class H5PPreview extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector('iframe');
    this.height = new Height(this.frame, 'preview', {}, (width, height) => this.tell(width, height));
    window.addEventListener('message', this.onMessage = (event) => this.hear(event));
    this.height.reply('hello');
  }

  disconnectedCallback() { window.removeEventListener('message', this.onMessage); }

  hear(event) {
    if (event.source !== this.frame.contentWindow || event.origin !== 'null') return;
    const data = event.data || {};
    if (data.context === 'h5p') this.height.hear(data);
  }

  /** Only the first: what the trainer opens in it later is not how learners meet it. */
  tell(width, height) {
    if (this.isTold || !this.dataset.url) return;
    this.isTold = true;
    const body = new URLSearchParams({width: width, height: Math.ceil(height), csrfmiddlewaretoken: this.dataset.csrf});
    fetch(this.dataset.url, {method: 'POST', body: body});
  }
}

customElements.define('h5p-preview', H5PPreview);
