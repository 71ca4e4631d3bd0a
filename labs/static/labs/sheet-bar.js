// The bar in which a cell is typed: it opens on a cell, shows there what is typed, writes or leaves it.
const AWAITS_CELL = /^=(?:.*[-=(+*/^&<>,;:])?\s*$/;

export class Bar {
  constructor(sheet, signal) {
    this.sheet = sheet;
    this.input = sheet.form.elements.content;
    this.note = sheet.querySelector(".sheet__note");
    this.isOpen = false;
    const on = (name, handler) => this.input.addEventListener(name, handler, { signal });
    on("keydown", (event) => this.pressed(event));
    on("input", () => this.typed());
    on("blur", (event) => event.relatedTarget?.value !== "set" && this.write());
    sheet.grid.addEventListener("sheet:moved", () => this.show(), { signal });
  }

  get cell() {
    return this.sheet.picked.active;
  }

  show() {
    this.input.value = this.sheet.content(this.cell);
    const isLocked = "locked" in this.cell.dataset;
    this.input.readOnly = isLocked;
    this.note.value = isLocked ? this.sheet.dataset.locked : (this.cell.dataset.problem ?? "");
    this.note.dataset.tone = isLocked ? "" : "bad";
  }

  edit(content) {
    if ("locked" in this.cell.dataset) return;
    if (content !== undefined) this.input.value = content;
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  typed() {
    if (!this.isOpen) this.before = this.cell.textContent;
    this.isOpen = true;
    this.cell.textContent = this.input.value;
  }

  // Leave the cell as it was; what was typed stays in the bar.
  leave() {
    if (this.isOpen) this.cell.textContent = this.before;
    this.isOpen = false;
  }

  write() {
    if (!this.isOpen) return;
    this.leave();
    this.sheet.write(this.cell, this.input.value);
  }

  // A formula that waits for a cell takes the one that is pointed to.
  pointsTo(cell) {
    const caret = this.input.selectionEnd;
    if (!AWAITS_CELL.test(this.input.value.slice(0, caret))) return false;
    this.input.setRangeText(cell.id, caret, caret, "end");
    this.typed();
    return true;
  }

  pressed(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.leave();
      this.cell.focus();
      this.show();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.sheet.form.requestSubmit(this.sheet.form.querySelector('[value="set"]'));
    } else if (event.key === "Enter" || (event.key === "Tab" && this.isOpen)) {
      event.preventDefault();
      this.write();
      this.cell.focus();
      this.sheet.picked.pressed(event);
    }
  }
}
