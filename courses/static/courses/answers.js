// <course-answers data-learner="…">: sends each answer when it is given, keeps it on the device
// while the network is away, and sends it when it is back. Inside it:
//   form[data-save="…"]  – its fields are sent there one by one;
//   event "lms:answer"   – another element has something to send: {url, field, data};
//   [data-queue]         – the line that tells what became of the answers.
import { Queue } from "./queue.js";

const RETRY_MS = 15000;
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`lms:${name}`, { detail }));

class Answers extends HTMLElement {
  connectedCallback() {
    this.queue = new Queue(this.dataset.learner);
    this.leave = new AbortController();
    const { signal } = this.leave;
    this.addEventListener("change", (event) => this.changed(event.target), { signal });
    this.addEventListener("lms:answer", (event) => this.give(event.detail), { signal });
    this.addEventListener("submit", (event) => this.submitted(event), { signal, capture: true });
    window.addEventListener("online", () => this.flush(), { signal });
    this.timer = setInterval(() => this.flush(), RETRY_MS);
    this.restore();
    this.flush();
  }

  disconnectedCallback() {
    this.leave.abort();
    clearInterval(this.timer);
  }

  changed(input) {
    const form = input.closest("form[data-save]");
    if (!form || !input.name) return;
    const sent = new FormData(form);
    const values = sent.getAll(input.name).filter((value) => value !== "");
    const data = { attempt: sent.get("attempt"), typed_at: Date.now() };
    data[input.name] = input.type === "checkbox" ? values : (values[0] ?? "");
    this.give({ url: form.dataset.save, field: input.name, data });
  }

  give(entry) {
    this.queue.put(entry);
    tell("saving");
    this.flush();
  }

  // Handing in comes after what is still on its way, and needs the network: what was answered is
  // kept until then.
  async submitted(event) {
    if (navigator.onLine && !this.sending) return;
    const { target, submitter } = event;
    event.preventDefault();
    event.stopPropagation();
    if (navigator.onLine) {
      await this.sending;
      return target.requestSubmit(submitter);
    }
    this.queue.markKept();
    this.say("kept", this.queue.all().length);
  }

  restore() {
    for (const { url, field, data } of this.queue.all()) {
      const form = this.querySelector(`form[data-save="${CSS.escape(url)}"]`);
      const held = [data[field]].flat();
      for (const input of form?.querySelectorAll(`[name="${CSS.escape(field)}"]`) ?? []) {
        if (["radio", "checkbox"].includes(input.type)) input.checked = held.includes(input.value);
        else if (input.type !== "hidden") input.value = held[0] ?? "";
      }
    }
  }

  flush() {
    this.sending ??= this.sendAll().finally(() => (this.sending = null));
  }

  async sendAll() {
    let late = 0;
    for (let next = this.queue.all()[0]; next; next = this.queue.all()[0]) {
      if (!(await this.send(next))) break;
      late += next.kept ? 1 : 0;
    }
    if (late) this.say(late === 1 ? "sentOne" : "sent", late);
  }

  // True when the queue may go on: the entry was taken, or refused for good.
  async send(entry) {
    const response = await this.post(entry);
    if (response === null || response.status >= 500 || response.status === 429) return this.keep();
    if (response.status === 401 || response.status === 403) return this.keep("signin");
    this.queue.remove(entry.key);
    const answer = await response.json().catch(() => ({}));
    if (response.ok) this.taken(answer);
    else this.say("refused", 0, Object.values(answer.errors ?? {})[0] ?? answer.error ?? "");
    return true;
  }

  async post({ url, data, key }) {
    const token = this.dataset.csrf;
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
    try {
      return await fetch(url, { method: "POST", headers, body: JSON.stringify({ ...data, key }), keepalive: true });
    } catch {
      return null;
    }
  }

  keep(why = "kept") {
    this.queue.markKept();
    tell("save-failed");
    this.say(why, this.queue.all().length);
    return false;
  }

  taken(answer) {
    tell("saved", { at: answer.saved_at });
    const activity = this.querySelector(`[data-activity="${CSS.escape(answer.activity ?? "")}"]`);
    const head = activity?.querySelector(".activity__head");
    if (head && answer.head) head.innerHTML = answer.head;
    if (answer.rule_met) activity?.setAttribute("data-met", "");
  }

  say(name, count, more = "") {
    const line = this.querySelector("[data-queue]");
    line.textContent = `${this.dataset[name].replace("{count}", count)} ${more}`.trim();
    line.hidden = false;
  }
}

customElements.define("course-answers", Answers);
