// <lms-grid> around a table: cells with data-roving are one stop of Tab; arrows, Home and End
// move inside it.
class Grid extends HTMLElement {
  connectedCallback() {
    this.leave = new AbortController();
    const { signal } = this.leave;
    this.addEventListener("keydown", (event) => this.pressed(event), { signal });
    this.addEventListener("focusin", (event) => this.rest(event.target.closest("[data-roving]")), { signal });
    this.rest(this.querySelector("[data-roving]"));
  }

  disconnectedCallback() {
    this.leave.abort();
  }

  rows() {
    return [...this.querySelectorAll("tr")]
      .map((row) => [...row.querySelectorAll("[data-roving]")])
      .filter((cells) => cells.length);
  }

  rest(cell) {
    if (!cell) return;
    for (const other of this.querySelectorAll("[data-roving]")) other.tabIndex = other === cell ? 0 : -1;
  }

  pressed(event) {
    const cell = event.target.closest("[data-roving]");
    if (!cell) return;
    const rows = this.rows();
    const y = rows.findIndex((row) => row.includes(cell));
    const next = this.target(event, rows, rows[y].indexOf(cell), y);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  target(event, rows, x, y) {
    const far = event.ctrlKey;
    const moves = {
      ArrowRight: () => rows[y][x + 1],
      ArrowLeft: () => rows[y][x - 1],
      ArrowDown: () => rows[y + 1]?.[x],
      ArrowUp: () => rows[y - 1]?.[x],
      Home: () => (far ? rows[0][0] : rows[y][0]),
      End: () => (far ? rows.at(-1).at(-1) : rows[y].at(-1)),
    };
    return moves[event.key]?.();
  }
}

customElements.define("lms-grid", Grid);
