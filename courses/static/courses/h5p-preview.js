/** <h5p-preview>: lets a previewed H5P content take the height it asks for; nothing is saved. */
class H5PPreview extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector('iframe');
    window.addEventListener('message', this.onMessage = (event) => this.hear(event));
  }

  disconnectedCallback() { window.removeEventListener('message', this.onMessage); }

  hear(event) {
    if (event.source !== this.frame.contentWindow || event.origin !== 'null') return;
    const data = event.data || {};
    if (data.context !== 'h5p') return;
    const reply = (action) => this.frame.contentWindow.postMessage({context: 'h5p', action: action}, '*');
    if (data.action === 'hello') reply('hello');
    if (data.action === 'prepareResize') reply('resizePrepared');
    if (data.action === 'resize') this.frame.style.height = Math.min(Number(data.scrollHeight) || 480, 20000) + 'px';
  }
}

customElements.define('h5p-preview', H5PPreview);
