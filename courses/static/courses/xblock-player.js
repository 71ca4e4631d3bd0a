/**
 * <xblock-player>: the lesson page's side of a block in its sandbox. It listens to the window it
 * made and to no other, and takes from it a height and that something changed, nothing else.
 */
const RATE = 60;
const TALLEST = 20000;

class XBlockPlayer extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector('iframe');
    this.status = this.querySelector('[role=status]');
    this.heard = 0;
    this.clock = setInterval(() => { this.heard = 0; }, 1000);
    this.leave = new AbortController();
    window.addEventListener('message', (event) => this.hear(event), {signal: this.leave.signal});
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.leave.abort();
  }

  hear(event) {
    if (event.source !== this.frame.contentWindow || event.origin !== 'null') return;
    const data = event.data;
    if (!data || data.context !== 'lms-xblock' || ++this.heard > RATE) return;
    if (data.kind === 'height') this.fit(Number(data.height));
    if (data.kind === 'failed') this.say(this.dataset.refused);
    if (data.kind === 'changed') this.changed();
  }

  fit(height) {
    if (height > 0) this.frame.style.height = Math.min(height + 16, TALLEST) + 'px';
  }

  /** The head of the activity tells its state: take it from the page as it is now. */
  async changed() {
    this.say(this.dataset.recorded);
    const section = this.closest('[data-activity]');
    const page = await fetch(location.href).then((answer) => answer.text()).catch(() => '');
    const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById(section?.id);
    const head = fresh?.querySelector('.activity__head');
    if (!head) return;
    section.querySelector('.activity__head').replaceWith(head);
    section.dataset.state = fresh.dataset.state;
  }

  say(text) { this.status.textContent = text; }
}

customElements.define('xblock-player', XBlockPlayer);
