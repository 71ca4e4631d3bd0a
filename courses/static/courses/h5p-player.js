/**
 * <h5p-player>: the lesson page's side of a sandboxed H5P content. It believes nothing but the
 * window it made: source, origin, form and rate of every message are checked.
 */
const RATE = 60;
const MAX_STATE = 262144;

class H5PPlayer extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector('iframe');
    this.status = this.querySelector('[role=status]');
    this.token = this.querySelector('input[name=csrfmiddlewaretoken]').value;
    this.states = new Map();
    this.queue = JSON.parse(localStorage.getItem(this.store) || '[]');
    this.heard = 0;
    this.clock = setInterval(() => { this.heard = 0; }, 1000);
    this.leave = new AbortController();
    const options = {signal: this.leave.signal};
    window.addEventListener('message', (event) => this.hear(event), options);
    window.addEventListener('online', () => this.sendAll(), options);
    window.addEventListener('resize', () => this.reply('resize'), options);
    window.addEventListener('pagehide', () => this.sendStates(true), options);
    document.addEventListener('visibilitychange', () => this.sendStates(true), options);
    if (this.queue.length) this.sendAll();
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.leave.abort();
  }

  get store() { return ['h5p', this.dataset.owner, this.dataset.activity].join(':'); }

  hear(event) {
    if (event.source !== this.frame.contentWindow || event.origin !== 'null') return;
    const data = event.data;
    if (!data || typeof data !== 'object' || ++this.heard > RATE) return;
    if (data.context === 'h5p') this.fit(data);
    if (data.context !== 'lms-h5p') return;
    if (data.kind === 'state') this.keep(data.state);
    if (data.kind === 'answer') this.answer(data);
    if (data.kind === 'seen') this.see(data.done === true);
  }

  reply(action) { this.frame.contentWindow.postMessage({context: 'h5p', action: action}, '*'); }

  /** The core's own way of telling how high it is. */
  fit(data) {
    const height = Math.min(Number(data.scrollHeight) || 0, 20000);
    if (data.action === 'hello') this.reply('hello');
    if (data.action === 'prepareResize' && (this.frame.clientHeight !== height || data.clientHeight !== height)) {
      this.frame.style.height = Math.min(Number(data.clientHeight) || 0, 20000) + 'px';
      this.reply('resizePrepared');
    }
    if (data.action === 'resize' && height) this.frame.style.height = height + 'px';
  }

  keep(state) {
    if (!state || typeof state.kind !== 'string' || typeof state.sub_id !== 'string') return;
    if (state.value !== null && (typeof state.value !== 'string' || state.value.length > MAX_STATE)) return;
    this.states.set(state.sub_id + '/' + state.kind, state);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendStates(false), 250);
  }

  async sendStates(leaving) {
    if (leaving && document.visibilityState === 'visible') return;
    for (const [name, state] of [...this.states]) {
      const answer = await this.post('state', state, '', leaving);
      if (answer === undefined) return this.wait();
      if (this.states.get(name) === state) this.states.delete(name);
      if (answer) this.say(this.dataset.saved.replace('{time}', new Date().toLocaleTimeString('vi', {hour: '2-digit', minute: '2-digit'})));
    }
  }

  answer(data) {
    const body = {finished: data.finished === true, tree: data.tree};
    if (typeof data.key === 'string') this.push({kind: 'answer', key: data.key, body: body});
  }

  see(done) {
    if (this.seen === done || this.seen === true) return;
    this.seen = done;
    this.push({kind: 'seen', key: done ? 'done' : 'begun', body: {done: done}});
  }

  /** Answers wait on this machine until the server has them. */
  push(item) {
    this.queue.push(item);
    this.remember();
    this.sendAll();
  }
  remember() { localStorage.setItem(this.store, JSON.stringify(this.queue.slice(-50))); }

  async sendAll() {
    if (this.sending) return;
    this.sending = true;
    while (this.queue.length) {
      const item = this.queue[0];
      const answer = await this.post(item.kind, item.body, item.key, false);
      if (answer === undefined) { this.wait(); break; }
      this.queue.shift();
      this.remember();
      this.show(answer, item);
    }
    this.sending = false;
    if (this.states.size) this.sendStates(false);
  }

  show(answer, item) {
    if (item.kind !== 'answer') return this.changed();
    this.status.dataset.result = !answer ? 'refused' : item.body.finished ? 'recorded' : 'partly';
    if (!answer) return this.say(this.dataset.refused);
    const text = answer.score === null ? this.dataset.done : this.dataset.result;
    const format = (number) => new Intl.NumberFormat('vi').format(number);
    this.say(text.replace('{score}', format(answer.score)).replace('{max}', format(answer.max_score)));
    this.changed();
  }

  /** The head of the activity tells its state: take it from the page as it is now. */
  async changed() {
    const section = this.closest('[data-activity]:not(h5p-player)');
    const page = await fetch(location.href).then((answer) => answer.text()).catch(() => '');
    const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById(section?.id);
    const head = fresh?.querySelector('.activity__head');
    if (!head) return;
    section.querySelector('.activity__head').replaceWith(head);
    section.dataset.state = fresh.dataset.state;
  }

  wait() {
    this.say(this.dataset.waiting);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.sendAll(), 5000);
  }
  say(text) { this.status.textContent = text; }
  /** The answer; null where the server refused; undefined where it could not be reached. */
  async post(kind, body, key, leaving) {
    const headers = {'Content-Type': 'application/json', 'Accept': 'application/json', 'X-CSRFToken': this.token};
    if (key) headers['Idempotency-Key'] = key;
    try {
      const url = this.dataset.url.replace(/handler\/$/, kind + '/');
      const response = await fetch(url, {method: 'POST', headers: headers, body: JSON.stringify(body), keepalive: leaving});
      if (response.status >= 500 || [401, 403, 429].includes(response.status)) return undefined;
      return response.ok ? await response.json() : null;
    } catch {
      return undefined;
    }
  }
}

customElements.define('h5p-player', H5PPlayer);
