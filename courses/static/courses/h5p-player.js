/**
 * <h5p-player>: the lesson page's side of a sandboxed H5P content. It believes nothing but the
 * window it made: source, origin, form and rate of every message are checked.
 */
import { Height } from './h5p-height.js';
import { Post } from './h5p-post.js';
import { steadily } from './steady.js';

const RATE = 60;
const MAX_STATE = 262144;
const CLOCK = new Intl.DateTimeFormat('vi', {hour: '2-digit', minute: '2-digit'});

class H5PPlayer extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector('iframe');
    this.height = new Height(this.frame, this.dataset.content, JSON.parse(this.dataset.heights || '{}'));
    this.post = new Post(this, (kind, item, answer) => this.tell(kind, item, answer));
    this.heard = 0;
    this.clock = setInterval(() => { this.heard = 0; }, 1000);
    this.listen();
    this.offerFullScreen();
    // A message that came before this script did is asked for again.
    this.height.reply('hello');
  }

  listen() {
    this.leave = new AbortController();
    const options = {signal: this.leave.signal};
    window.addEventListener('message', (event) => this.hear(event), options);
    window.addEventListener('online', () => this.post.sendAll(), options);
    window.addEventListener('resize', () => this.height.reply('resize'), options);
    window.addEventListener('pagehide', () => this.post.sendStates(true), options);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.post.sendStates(true);
    }, options);
    document.addEventListener('fullscreenchange', () => this.showFull(document.fullscreenElement === this), options);
    window.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.showFull(false); }, options);
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.leave.abort();
  }

  hear(event) {
    if (event.source !== this.frame.contentWindow || event.origin !== 'null') return;
    const data = event.data;
    if (!data || typeof data !== 'object' || ++this.heard > RATE) return;
    if (data.context === 'h5p') this.height.hear(data);
    if (data.context !== 'lms-h5p') return;
    if (data.kind === 'state') this.keep(data.state);
    if (data.kind === 'answer') this.answer(data);
    if (data.kind === 'seen') this.see(data.done === true);
    if (data.kind === 'leave' && this.hasAttribute('data-full')) this.leaveFull();
  }

  keep(state) {
    if (!state || typeof state.kind !== 'string' || typeof state.sub_id !== 'string') return;
    if (state.value !== null && (typeof state.value !== 'string' || state.value.length > MAX_STATE)) return;
    this.post.keep(state);
  }

  answer(data) {
    const body = {finished: data.finished === true, tree: data.tree};
    if (typeof data.key === 'string') this.post.push({kind: 'answer', key: data.key, body: body});
  }

  see(done) {
    if (this.seen === done || this.seen === true) return;
    this.seen = done;
    this.post.push({kind: 'seen', key: done ? 'done' : 'begun', body: {done: done}});
  }

  /** What became of what was sent. */
  tell(kind, item, answer) {
    if (kind === 'saved') return this.say('saved', this.dataset.saved.replace('{time}', CLOCK.format(new Date())));
    if (kind === 'waiting') return this.say('status', this.dataset.waiting);
    if (kind === 'answer') this.tellMark(item, answer);
    this.changed();
  }

  tellMark(item, answer) {
    this.part('status').dataset.result = !answer ? 'refused' : item.body.finished ? 'recorded' : 'partly';
    if (!answer) return this.say('status', this.dataset.refused);
    const text = answer.score === null ? this.dataset.done : this.dataset.result;
    const format = (number) => new Intl.NumberFormat('vi').format(number);
    this.say('status', text.replace('{score}', format(answer.score)).replace('{max}', format(answer.max_score)));
  }

  part(name) { return this.querySelector('.h5p-player__' + name); }

  say(name, text) { steadily(this.part(name), () => { this.part(name).textContent = text; }); }

  /** The head of the activity tells its state: take it from the page as it is now. */
  async changed() {
    const section = this.closest('[data-activity]:not(h5p-player)');
    const page = await fetch(location.href).then((answer) => answer.text()).catch(() => '');
    const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById(section?.id);
    const head = fresh?.querySelector('.activity__head');
    if (!head) return;
    steadily(section, () => section.querySelector('.activity__head').replaceWith(head));
    section.dataset.state = fresh.dataset.state;
  }

  /** The button stands outside the sandbox, so that the content can neither hide nor press it. */
  offerFullScreen() {
    const button = this.part('full');
    button.hidden = false;
    button.addEventListener('click', () => (this.hasAttribute('data-full') ? this.leaveFull() : this.enterFull()));
  }

  /** Where the browser has no full screen for elements (phones), the player fills the window. */
  enterFull() {
    if (this.requestFullscreen) this.requestFullscreen().catch(() => this.showFull(true));
    else this.showFull(true);
  }

  leaveFull() {
    if (document.fullscreenElement === this) document.exitFullscreen();
    else this.showFull(false);
  }

  showFull(isFull) {
    if (this.hasAttribute('data-full') === isFull) return;
    this.toggleAttribute('data-full', isFull);
    this.part('full').textContent = isFull ? this.dataset.smaller : this.dataset.larger;
    this.frame.contentWindow.postMessage({context: 'lms-h5p-full', isFull: isFull}, '*');
    this.height.reply('resize');
  }
}

customElements.define('h5p-player', H5PPlayer);
