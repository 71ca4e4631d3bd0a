// Sends edits one after another, each under its key until it is answered; then asks for results.
const PAUSE = 500;
const AGAIN = 2000;

const tell = (name, at) => document.dispatchEvent(new CustomEvent(`lms:${name}`, { detail: { at } }));

const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");

const wait = (time) => new Promise((done) => setTimeout(done, time));

export class Store {
  constructor(sheet, take) {
    this.sheet = sheet;
    this.take = take;
    this.queue = [];
    this.seen = sheet.dataset.seen;
    this.isFresh = sheet.dataset.fresh !== "";
    if (!this.isFresh) this.soon();
    addEventListener("beforeunload", (event) => this.queue.length && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.soon());
    const handIn = sheet.querySelector("[data-hand-in]");
    handIn?.addEventListener("submit", (event) => this.queue.length && this.later(event, handIn));
  }

  // `revert` puts the page back where the edit is refused.
  push(fields, revert = () => {}) {
    this.queue.push({ fields: { ...fields, key: newKey() }, revert });
    this.say("");
    tell("saving");
    if (!this.sending) this.sending = this.send().finally(() => (this.sending = null));
  }

  async send() {
    while (this.queue.length) {
      const answer = await this.post(this.sheet.form.action, this.queue[0].fields);
      if (answer === null) {
        tell("save-failed");
        await wait(AGAIN);
        continue;
      }
      const { fields, revert } = this.queue.shift();
      if (answer.error) this.refused(answer.error, fields, revert);
      else this.took(answer);
      if (answer.reload && !this.queue.length) return location.reload();
    }
    return this.soon();
  }

  // The answer; null where nobody answered or somebody else did, so that it is sent again.
  async post(url, fields) {
    const { csrfmiddlewaretoken, draft } = this.sheet.form.elements;
    const own = { csrfmiddlewaretoken: csrfmiddlewaretoken.value, draft: draft.value, seen: this.seen };
    const body = new URLSearchParams({ ...fields, ...own, first: this.sheet.dataset.first });
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.status >= 500 || !answer.headers.get("Content-Type")?.startsWith("application/json")) return null;
      return await answer.json();
    } catch {
      return null;
    }
  }

  refused(sentence, fields, revert) {
    revert();
    this.say(fields.content ? `${sentence} (${fields.content})` : sentence);
    tell("save-failed");
  }

  took(answer) {
    this.seen = String(answer.number);
    this.isFresh = answer.fresh;
    for (const what of ["undo", "redo"]) this.sheet.form.querySelector(`[value=${what}]`).disabled = !answer[what];
    this.sheet.querySelector("[data-working]").hidden = answer.fresh;
    if (answer.saved) tell("saved", answer.saved);
    if (answer.problem) this.say(answer.problem);
    this.take(answer.cells);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.workOut(), PAUSE);
  }

  async workOut() {
    if (this.queue.length || this.working) return;
    this.working = true;
    const answer = await this.post(this.sheet.dataset.values, { sheet: this.sheet.sheetName });
    this.working = false;
    if (answer === null) return;
    if (answer.error) return this.say(answer.error);
    // Edited since it was asked: the answer is of a sheet that is no more.
    if (this.queue.length || answer.number < Number(this.seen)) return this.soon();
    this.took(answer);
    if (answer.busy || (!answer.fresh && !answer.problem)) this.soon();
  }

  async later(event, form) {
    event.preventDefault();
    await this.sending;
    form.requestSubmit();
  }

  say(sentence) {
    const place = this.sheet.querySelector("div[data-problem]");
    place.textContent = sentence;
    place.classList.toggle("notice", sentence !== "");
    place.classList.toggle("notice--bad", sentence !== "");
  }
}
