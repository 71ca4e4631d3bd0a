/**
 * <h5p-write>: the form in which trainers write content. It keeps a draft by itself, changes its
 * lists without leaving the page, and shows the draft in the real player.
 */
const SOON = 700;
const FIELDS = 'input:not([type=hidden]), textarea, select';

class H5PWrite extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.said = this.querySelector('.h5p-write__said');
    this.wait = this.querySelector('.h5p-write__wait');
    this.preview = this.querySelector('h5p-preview');
    this.leave = new AbortController();
    const options = {signal: this.leave.signal};
    this.form.addEventListener('input', () => this.soon(), options);
    this.form.addEventListener('change', (event) => this.changed(event.target), options);
    this.form.addEventListener('submit', (event) => this.submitted(event), options);
    window.addEventListener('pagehide', () => { if (this.timer) this.keep(true); }, options);
    this.bring();
    if (this.preview.querySelector('iframe').src) this.reveal();
    if (this.dataset.draft !== undefined) this.keep(false);
  }

  disconnectedCallback() { this.leave.abort(); }

  /** Wagtail's choosers need an object each; without one they are only drawn. */
  bring() {
    for (const field of this.querySelectorAll('[data-picture]')) {
      if (!field.querySelector('.chooser').widget) new window.ImageChooser(field.dataset.picture, {modalUrl: field.dataset.modal});
    }
  }

  soon() {
    this.isOver = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(false), SOON);
  }

  /** Another kind of question has other fields: the server draws them. */
  changed(target) {
    if (target.dataset.changes === undefined) return this.soon();
    this.form.requestSubmit(target.parentElement.querySelector('[name=change]'));
  }

  submitted(event) {
    const button = event.submitter;
    if (!button || ['save', 'discard'].includes(button.name)) return this.finish(event);
    event.preventDefault();
    this.redraw(button);
  }

  /** A draft that is still on its way would come after the saving, and be there again. */
  finish(event) {
    clearTimeout(this.timer);
    this.timer = 0;
    this.isOver = true;
    if (!this.posting) return;
    event.preventDefault();
    this.posting.then(() => this.form.requestSubmit(event.submitter));
  }

  /** What the server answers to the draft; null where it could not be asked. */
  post(body, options) {
    const answer = fetch(location.href, {method: 'POST', body, ...options}).then((one) => one.text()).catch(() => null);
    const all = Promise.all([this.posting, answer]);
    this.posting = all;
    all.then(() => { if (this.posting === all) this.posting = null; });
    return answer;
  }

  body(button) {
    const data = new FormData(this.form);
    if (button) data.append(button.name, button.value);
    return new URLSearchParams(data);
  }

  async keep(leaving) {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.isOver) return;
    const text = await this.post(this.body(), {headers: {Accept: 'application/json'}, keepalive: leaving});
    if (this.isOver) return;
    const answer = this.read(text);
    if (!answer) return this.later();
    this.said.textContent = this.dataset.kept.replace('{time}', answer.saved_at);
    if (answer.preview) this.show(answer.preview);
    else this.wait.textContent = this.dataset.unfinished;
    this.wait.hidden = Boolean(answer.preview);
  }

  /** A page where the draft's state is expected says that nothing was kept. */
  read(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  later() {
    this.said.textContent = this.dataset.waiting;
    this.timer = setTimeout(() => this.keep(false), 5000);
  }

  show(address) {
    this.preview.querySelector('iframe').src = address + '?at=' + Date.now();
    this.reveal();
  }

  reveal() {
    this.preview.hidden = false;
    this.wait.hidden = true;
  }

  /** Nobody types into fields that are about to be replaced. */
  async redraw(button) {
    const fields = this.querySelector('.h5p-write__fields');
    fields.inert = true;
    const page = await this.post(this.body(button));
    const fresh = new DOMParser().parseFromString(page || '', 'text/html').querySelector('.h5p-write__fields');
    fields.inert = false;
    if (!fresh) return this.later();
    fields.replaceWith(fresh);
    this.bring();
    this.goOn(fresh.querySelector('[autofocus]'));
    this.keep(false);
  }

  goOn(place) {
    const target = place?.matches('.h5p-item') ? place.querySelector(FIELDS) || place : place;
    target?.focus();
    target?.scrollIntoView({block: 'nearest'});
  }
}

customElements.define('h5p-write', H5PWrite);
