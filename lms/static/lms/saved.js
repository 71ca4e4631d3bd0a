// <lms-saved data-saving="…" data-saved="Đã lưu lúc {time}" data-failed="…">: tells what became
// of the last answer. Any script sends lms:saving, lms:saved or lms:save-failed to the document;
// requests of htmx from a form with data-saves count as well.
class Saved extends HTMLElement {
  connectedCallback() {
    this.leave = new AbortController();
    const { signal } = this.leave;
    this.setAttribute("role", "status");
    const on = (name, handler) => document.addEventListener(name, handler, { signal });
    on("lms:saving", () => this.tell("saving"));
    on("lms:saved", (event) => this.tell("saved", event.detail?.at));
    on("lms:save-failed", () => this.tell("failed"));
    on("htmx:beforeRequest", (event) => this.counts(event) && this.tell("saving"));
    on("htmx:afterRequest", (event) => this.counts(event) && this.tell(event.detail.successful ? "saved" : "failed"));
  }

  disconnectedCallback() {
    this.leave.abort();
  }

  counts(event) {
    return event.target.closest("[data-saves]") !== null;
  }

  tell(state, at) {
    const time = new Intl.DateTimeFormat("vi", {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: "Asia/Ho_Chi_Minh",
    }).format(at ? new Date(at) : new Date());
    this.dataset.state = state;
    this.textContent = this.dataset[state].replace("{time}", time);
  }
}

customElements.define("lms-saved", Saved);
