/**
 * What a content hands over goes to the server from here. Answers wait on this machine until the
 * server has them; unfinished work is sent a moment after it changed, and when the page is left.
 */
import { Waiting } from './h5p-waiting.js';

const SOON = 250;
const AGAIN = 5000;
const MOST = 50;
// The browser drops a larger request of a page that is being left.
const KEPT_ALIVE = 60000;

export class Post {
  constructor(player, told) {
    this.player = player;
    this.told = told;
    this.waiting = new Waiting(['h5p', player.dataset.owner, player.dataset.activity].join(':'));
    this.token = player.querySelector('input[name=csrfmiddlewaretoken]').value;
    this.states = new Map();
    this.queue = this.waiting.all();
    if (this.queue.length) this.sendAll();
  }

  keep(state) {
    this.states.set(state.sub_id + '/' + state.kind, state);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendStates(false), SOON);
  }

  /**
   * All at once where the page is being left: nothing waits for an answer then. Else one after the
   * other, so that an older state never arrives after a newer one.
   */
  async sendStates(leaving) {
    if (leaving) return void (await Promise.all([...this.states].map(([name, state]) => this.sendState(name, state, true))));
    if (this.sendingStates) return;
    this.sendingStates = true;
    let isTaken = true;
    while (isTaken && this.states.size) {
      const [name, state] = this.states.entries().next().value;
      isTaken = await this.sendState(name, state, false);
    }
    this.sendingStates = false;
    if (!isTaken) this.wait();
  }

  async sendState(name, state, leaving) {
    const answer = await this.post('state', state, '', leaving);
    if (answer === undefined) return false;
    if (this.states.get(name) === state) this.states.delete(name);
    if (answer) this.told('saved');
    return true;
  }

  push(item) {
    this.queue.push(this.waiting.keep(item));
    if (this.queue.length > MOST) this.waiting.drop(this.queue.at(-1 - MOST));
    this.sendAll();
  }

  async sendAll() {
    if (this.sending) return;
    this.sending = true;
    while (this.queue.length) {
      const item = this.queue[0];
      const answer = await this.post(item.kind, item.body, item.key, false);
      if (answer === undefined) { this.wait(); break; }
      this.waiting.drop(this.queue.shift());
      this.told(item.kind, item, answer);
    }
    this.sending = false;
    if (this.states.size) this.sendStates(false);
  }

  wait() {
    this.told('waiting');
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.sendAll(), AGAIN);
  }

  /** The answer; null where the server refused; undefined where it could not be reached. */
  async post(kind, body, key, leaving) {
    const headers = {'Content-Type': 'application/json', 'Accept': 'application/json', 'X-CSRFToken': this.token};
    if (key) headers['Idempotency-Key'] = key;
    const text = JSON.stringify(body);
    const keepalive = leaving && text.length < KEPT_ALIVE;
    try {
      const url = this.player.dataset.url.replace(/handler\/$/, kind + '/');
      const response = await fetch(url, {method: 'POST', headers: headers, body: text, keepalive: keepalive});
      if (response.status >= 500 || [401, 403, 429].includes(response.status)) return undefined;
      return response.ok ? await response.json() : null;
    } catch {
      return undefined;
    }
  }
}
