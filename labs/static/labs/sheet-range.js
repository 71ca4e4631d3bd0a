// A range without keys: pressed, the button takes the next cell as the other end of the range.
export class Range {
  constructor(sheet, signal) {
    this.sheet = sheet;
    this.button = sheet.querySelector("[data-range]");
    this.button.hidden = false;
    this.from = null;
    this.button.addEventListener("click", () => this.begin(this.from ? null : sheet.picked.active), { signal });
    sheet.grid.addEventListener("click", (event) => this.end(event.target.closest("td")), { signal });
  }

  begin(from) {
    this.from = from;
    this.button.setAttribute("aria-pressed", String(Boolean(from)));
    this.sheet.bar.note.value = from ? this.button.dataset.range : "";
    this.sheet.bar.note.dataset.tone = "";
  }

  end(cell) {
    if (!this.from || !cell) return;
    const { from } = this;
    this.begin(null);
    this.sheet.picked.between(from, cell);
    this.sheet.bar.show();
    from.focus({ preventScroll: true });
  }
}
