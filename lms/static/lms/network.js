// <lms-network>: a banner while the device is offline, and a word when the network is back.
const SHOWN_FOR = 6000;

class Network extends HTMLElement {
  connectedCallback() {
    this.leave = new AbortController();
    const { signal } = this.leave;
    window.addEventListener("offline", () => this.show("offline"), { signal });
    window.addEventListener("online", () => this.show("back"), { signal });
    if (!navigator.onLine) this.show("offline");
  }

  disconnectedCallback() {
    this.leave.abort();
    clearTimeout(this.timer);
  }

  show(state) {
    clearTimeout(this.timer);
    for (const name of ["offline", "back"]) {
      this.toggleAttribute(name, name === state);
      this.querySelector(`[data-${name}]`).hidden = name !== state;
    }
    if (state === "back") this.timer = setTimeout(() => this.show(null), SHOWN_FOR);
  }
}

customElements.define("lms-network", Network);
