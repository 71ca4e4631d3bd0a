// <lms-sheet> around a grid and its form: cells are chosen and typed into as in a spreadsheet.
// Every edit is a post of the form that works without this script too.
import { Bar } from "./sheet-bar.js";
import { copied, pasted } from "./sheet-clip.js";
import { Picked } from "./sheet-picked.js";
import { Range } from "./sheet-range.js";
import { Store } from "./sheet-store.js";

const KEYS = { z: "undo", y: "redo", d: "fill", b: "bold" };

class Sheet extends HTMLElement {
  connectedCallback() {
    this.leave = new AbortController();
    const { signal } = this.leave;
    this.form = this.querySelector("#sheet-form");
    this.grid = this.querySelector("[role=grid]");
    this.sheetName = this.form.elements.sheet.value;
    this.address = this.querySelector("#sheet-address");
    this.picked = new Picked(this.grid, [this.address, this.form.elements.address]);
    this.store = new Store(this, (cells) => this.take(cells));
    this.bar = new Bar(this, signal);
    this.range = new Range(this, signal);
    const on = (target, name, handler) => target.addEventListener(name, handler, { signal });
    on(this.grid, "keydown", (event) => this.pressed(event));
    on(this.grid, "focusin", (event) => this.rest(event.target));
    on(this.grid, "pointerdown", (event) => this.pointed(event));
    on(this.grid, "pointerover", (event) => event.buttons && event.pointerType === "mouse" && this.picked.extend(event.target.closest("td")));
    on(this.grid, "dblclick", () => this.bar.edit());
    on(this.form, "submit", (event) => this.submitted(event));
    on(document, "copy", (event) => copied(this, event));
    on(document, "cut", (event) => copied(this, event) && this.ask("clear"));
    on(document, "paste", (event) => pasted(this, event));
    on(this.address.form, "submit", (event) => {
      event.preventDefault();
      this.named();
    });
    on(this.address, "change", () => this.named({ quiet: true }));
    this.named({ quiet: true });
  }

  disconnectedCallback() {
    this.leave.abort();
  }

  ask(what, fields = {}) {
    this.store.push({ do: what, sheet: this.sheetName, address: this.picked.name, ...fields });
  }

  write(cell, content) {
    if (!cell || content === this.content(cell)) return;
    const before = { sheet: this.sheetName, address: cell.id, text: cell.textContent, content: this.content(cell), css: cell.className, problem: cell.dataset.problem };
    cell.textContent = content;
    cell.dataset.content = content;
    this.store.push({ do: "set", sheet: this.sheetName, address: cell.id, content }, () => this.take([before]));
  }

  content(cell) {
    return cell.dataset.content ?? cell.textContent;
  }

  take(cells) {
    for (const one of cells) {
      const cell = one.sheet === this.sheetName && document.getElementById(one.address);
      if (!cell || (cell === this.picked.active && this.bar.isOpen)) continue;
      cell.textContent = one.text;
      cell.dataset.content = one.content;
      cell.className = one.css;
      if (one.problem) cell.dataset.problem = one.problem;
      else delete cell.dataset.problem;
    }
    if (!this.bar.isOpen) this.bar.show();
  }

  rest(cell) {
    if (!cell.matches("td") || cell === this.picked.active) return;
    this.bar.write();
    this.picked.only(cell);
    this.bar.show();
  }

  named({ quiet = false } = {}) {
    if (this.picked.choose(this.address.value, quiet)) this.bar.show();
  }

  pointed(event) {
    const cell = event.target.closest("td");
    if (!cell || this.range.from) return;
    if (this.bar.isOpen && this.bar.pointsTo(cell)) return event.preventDefault();
    if (event.shiftKey) {
      event.preventDefault();
      this.picked.extend(cell);
    } else if (cell === this.picked.active && event.pointerType === "touch") {
      event.preventDefault();
      this.bar.edit();
    } else if (cell === this.picked.active) this.picked.only(cell);
  }

  pressed(event) {
    const { key } = event;
    if (event.isComposing || event.altKey) return;
    const what = (event.ctrlKey || event.metaKey) && KEYS[key.toLowerCase()];
    if (what) {
      event.preventDefault();
      this.ask(event.shiftKey && what === "undo" ? "redo" : what);
    } else if (key === "Delete" || key === "Backspace") {
      event.preventDefault();
      this.ask("clear");
    } else if (key === "F2") {
      event.preventDefault();
      this.bar.edit();
    } else if (key === "Escape") this.address.focus();
    else if (this.picked.pressed(event)) event.preventDefault();
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey) this.bar.edit("");
  }

  submitted(event) {
    event.preventDefault();
    const what = event.submitter?.value ?? "set";
    const given = Object.fromEntries(new FormData(this.form));
    this.bar.leave();
    this.store.push({ ...given, do: what });
    this.picked.active.focus();
  }
}

customElements.define("lms-sheet", Sheet);
