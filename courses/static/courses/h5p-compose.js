/**
 * <h5p-compose>: beside the chooser of a content in the lesson's editor. It opens the form for new
 * content, or for the chosen one, in a dialog, and puts what was saved into the chooser.
 */
class H5PCompose extends HTMLElement {
  connectedCallback() {
    this.leave = new AbortController();
    const options = {signal: this.leave.signal};
    this.button = this.querySelector('button');
    this.button.addEventListener('click', () => this.open(this.querySelector('select').value), options);
    // The link moves into a menu of its own when that opens, so it is met at the document.
    document.addEventListener('click', (event) => this.met(event), {capture: true, ...options});
    window.addEventListener('message', (event) => this.hear(event), options);
  }

  disconnectedCallback() {
    this.leave.abort();
    this.dialog?.remove();
  }

  get chooser() { return document.getElementById(this.dataset.for)?.widget; }

  met(event) {
    const link = event.target.closest('[data-chooser-edit-link]');
    if (!link || link !== this.chooser?.editLink) return;
    event.preventDefault();
    this.open(link.getAttribute('href'));
  }

  open(address) {
    this.dialog = document.createElement('dialog');
    this.dialog.className = 'h5p-compose__dialog';
    this.dialog.setAttribute('aria-label', this.dataset.title);
    const close = Object.assign(document.createElement('button'), {type: 'button', className: 'button button-small button-secondary', textContent: this.dataset.close});
    close.addEventListener('click', () => this.dialog.close());
    this.frame = Object.assign(document.createElement('iframe'), {src: address + '?dialog=1', title: this.dataset.title});
    this.dialog.append(close, this.frame);
    this.dialog.addEventListener('close', () => this.closed());
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  closed() {
    this.dialog.remove();
    this.dialog = this.frame = null;
    this.button.focus();
  }

  hear(event) {
    if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== location.origin) return;
    if (event.data?.context !== 'h5p-written') return;
    this.chooser.setStateFromModalData(event.data.chosen);
    this.dialog.close();
  }
}

customElements.define('h5p-compose', H5PCompose);
