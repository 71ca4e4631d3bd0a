// <lms-drawer id="x">: opened by a link with data-drawer="x". Without scripts the link's
// address opens it (:target); with them focus moves in, Escape and a tap outside close it.
class Drawer extends HTMLElement {
  connectedCallback() {
    this.leave = new AbortController();
    const { signal } = this.leave;
    this.opener = document.querySelector(`[data-drawer="${this.id}"]`);
    this.opener?.setAttribute("aria-expanded", "false");
    this.opener?.setAttribute("role", "button");
    this.opener?.addEventListener("click", (event) => this.open(event), { signal });
    this.opener?.addEventListener("keydown", (event) => event.key === " " && this.open(event), { signal });
    this.addEventListener("click", (event) => this.clicked(event), { signal });
    this.addEventListener("keydown", (event) => this.pressed(event), { signal });
  }

  disconnectedCallback() {
    this.leave.abort();
  }

  open(event) {
    event.preventDefault();
    this.setAttribute("open", "");
    this.opener.setAttribute("aria-expanded", "true");
    this.stops()[0]?.focus();
  }

  close() {
    this.removeAttribute("open");
    this.opener?.setAttribute("aria-expanded", "false");
    this.opener?.focus();
  }

  stops() {
    return [...this.querySelectorAll("a[href], button, input, summary")].filter((item) => item.checkVisibility());
  }

  clicked(event) {
    const closes = event.target === this || event.target.closest(".drawer__close");
    if (!closes || !this.hasAttribute("open")) return;
    event.preventDefault();
    this.close();
  }

  pressed(event) {
    if (!this.hasAttribute("open")) return;
    if (event.key === "Escape") this.close();
    if (event.key !== "Tab") return;
    const stops = this.stops();
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}

customElements.define("lms-drawer", Drawer);
