// Which cells of a grid are chosen: one that is active, and the range from it to another.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0], Tab: [0, 1] };

export function place(address) {
  const [, letters, row] = /^([A-Z]{1,3})(\d+)$/.exec(address) ?? [];
  return row && [Number(row), [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0)];
}

export function name(row, column) {
  let letters = "";
  for (let rest = column; rest; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}

export class Picked {
  constructor(grid, boxes) {
    this.grid = grid;
    this.boxes = boxes;
    this.active = grid.querySelector('td[tabindex="0"]') ?? grid.querySelector("td");
    this.other = this.active;
    this.mark();
  }

  get ends() {
    const [top, left] = place(this.active.id);
    const [row, column] = place(this.other.id);
    return [Math.min(top, row), Math.min(left, column), Math.max(top, row), Math.max(left, column)];
  }

  get name() {
    const [top, left, bottom, right] = this.ends;
    const first = name(top, left);
    return top === bottom && left === right ? first : `${first}:${name(bottom, right)}`;
  }

  get cells() {
    const [top, left, bottom, right] = this.ends;
    const rows = [];
    for (let row = top; row <= bottom; row += 1) {
      const cells = [];
      for (let column = left; column <= right; column += 1) cells.push(document.getElementById(name(row, column)));
      rows.push(cells);
    }
    return rows;
  }

  only(cell) {
    this.between(cell, cell);
  }

  extend(cell) {
    if (!cell) return;
    this.other = cell;
    this.mark();
  }

  between(cell, other) {
    this.active = cell;
    this.other = other;
    this.mark();
  }

  choose(said, quiet) {
    const [first, last = first] = said.trim().toUpperCase().replaceAll("$", "").split(":");
    const cells = [first, last].map((one) => place(one) && this.grid.querySelector(`#${one}`));
    if (!cells[0] || !cells[1]) return false;
    this.between(...cells);
    this.active.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!quiet) this.active.focus();
    return true;
  }

  mark() {
    for (const cell of this.grid.querySelectorAll("[aria-selected], [data-active], td[tabindex='0']")) {
      cell.removeAttribute("aria-selected");
      cell.removeAttribute("data-active");
      cell.tabIndex = -1;
    }
    for (const cell of this.cells.flat()) cell?.setAttribute("aria-selected", "true");
    this.active.tabIndex = 0;
    this.active.dataset.active = "";
    for (const box of this.boxes) box.value = this.name;
  }

  // Where a key leads; cells that lie under a merged one are passed over.
  next(cell, [down, across]) {
    let [row, column] = place(cell.id);
    const last = this.grid.rows[this.grid.rows.length - 1].querySelector("td:last-child");
    const [bottom, right] = place(last.id);
    for (;;) {
      row += down;
      column += across;
      if (row < 1 || column < 1 || row > bottom || column > right) return null;
      const found = document.getElementById(name(row, column));
      if (found) return found;
    }
  }

  pressed(event) {
    let step = STEPS[event.key];
    if (event.key === "Home") return this.go(document.getElementById(name(event.ctrlKey ? 1 : place(this.active.id)[0], 1)));
    if (!step || event.ctrlKey) return false;
    const back = event.shiftKey && ["Enter", "Tab"].includes(event.key);
    if (back) step = step.map((one) => -one);
    if (event.shiftKey && !back) {
      this.extend(this.next(this.other, step));
      this.other.scrollIntoView({ block: "nearest", inline: "nearest" });
      return true;
    }
    return this.go(this.next(this.active, step)) || event.key !== "Tab";
  }

  go(cell) {
    if (!cell) return false;
    this.only(cell);
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.grid.dispatchEvent(new CustomEvent("sheet:moved"));
    return true;
  }
}
