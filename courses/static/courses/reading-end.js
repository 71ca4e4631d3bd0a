// <reading-end data-url="…">: at the end of a text; once it was in sight for a while, the text
// counts as read. Without scripts the button beside it says the same.
const WHILE_MS = 5000;

class ReadingEnd extends HTMLElement {
  connectedCallback() {
    this.observer = new IntersectionObserver(([entry]) => this.seen(entry.isIntersecting));
    this.observer.observe(this);
  }

  disconnectedCallback() {
    this.observer.disconnect();
    clearTimeout(this.timer);
  }

  seen(inSight) {
    clearTimeout(this.timer);
    if (inSight) this.timer = setTimeout(() => this.tell(), WHILE_MS);
  }

  tell() {
    this.observer.disconnect();
    const detail = { url: this.dataset.url, field: "end", data: { how: "end" } };
    this.dispatchEvent(new CustomEvent("lms:answer", { bubbles: true, detail }));
  }
}

customElements.define("reading-end", ReadingEnd);
