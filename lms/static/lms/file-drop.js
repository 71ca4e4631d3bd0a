// <lms-file-drop> around a file input: a file may be dropped on it. The input alone works too.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.leave = new AbortController();
    const { signal } = this.leave;
    const over = (event) => {
      event.preventDefault();
      this.toggleAttribute("over", true);
    };
    this.addEventListener("dragenter", over, { signal });
    this.addEventListener("dragover", over, { signal });
    this.addEventListener("dragleave", () => this.toggleAttribute("over", false), { signal });
    this.addEventListener("drop", (event) => this.dropped(event), { signal });
  }

  disconnectedCallback() {
    this.leave.abort();
  }

  dropped(event) {
    event.preventDefault();
    this.toggleAttribute("over", false);
    const input = this.querySelector('input[type="file"]');
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("lms-file-drop", FileDrop);
