// Copy and paste: to other programs as text with tabs, within the lab with formulas moved along.
const KEPT = "lms-sheet-copied";

const field = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function concerns(sheet) {
  return sheet.grid.contains(document.activeElement);
}

export function copied(sheet, event) {
  if (!concerns(sheet)) return false;
  event.preventDefault();
  const rows = sheet.picked.cells.map((row) => row.map((cell) => field(cell?.textContent ?? "")).join("\t"));
  const text = rows.join("\n");
  event.clipboardData.setData("text/plain", text);
  const draft = sheet.form.elements.draft.value;
  sessionStorage.setItem(KEPT, JSON.stringify({ draft, text, origin: sheet.title, from: sheet.picked.name }));
  return true;
}

export function pasted(sheet, event) {
  if (!concerns(sheet)) return;
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n");
  const held = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  if (held.text === text && held.draft === sheet.form.elements.draft.value) {
    sheet.ask("copy", { from: held.from, origin: held.origin });
  } else if (text) {
    sheet.ask("paste", { address: sheet.picked.active.id, block: JSON.stringify(table(text)) });
  }
}

// Lines and fields as spreadsheets put them on the clipboard; a field in quotes may hold both.
export function table(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const row = rows[rows.length - 1];
    const last = row.length - 1;
    const letter = text[at];
    if (quoted && letter === '"' && text[at + 1] === '"') {
      row[last] += '"';
      at += 1;
    } else if (letter === '"' && (quoted || row[last] === "")) quoted = !quoted;
    else if (!quoted && letter === "\t") row.push("");
    else if (!quoted && letter === "\n") rows.push([""]);
    else row[last] += letter;
  }
  if (rows.length > 1 && rows[rows.length - 1].join("") === "") rows.pop();
  return rows;
}
