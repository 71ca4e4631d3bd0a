/**
 * Change the page without moving what its reader aims at: nothing happens between pressing and
 * releasing, and what lies under the pointer or has the focus stays where it is on the screen.
 */
const LONGEST = 3000;
const waiting = new Map();
let isDown = false;
let timer = 0;

function press() {
  isDown = true;
  clearTimeout(timer);
  timer = setTimeout(release, LONGEST);
}

/** The click comes after the release, so the changes wait for it. */
function release() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    isDown = false;
    const changes = [...waiting];
    waiting.clear();
    changes.forEach(([element, change]) => apply(element, change));
  }, 50);
}

window.addEventListener('pointerdown', press, true);
for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, release, true);
// Released where this page does not hear it; each field that loses the focus says "blur" too.
window.addEventListener('blur', (event) => { if (event.target === window) release(); });

function isBelow(element, other) {
  return Boolean(other && element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function isSeen(other) {
  const box = other.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
}

/** What must not move when `element` takes another height; nothing where all of it lies above. */
function aimed(element) {
  const found = [[...document.querySelectorAll(':hover')].at(-1), document.activeElement];
  if (element.getBoundingClientRect().bottom <= 0) {
    found.push(document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2));
  }
  return found.find((one) => isBelow(element, one) && isSeen(one));
}

function apply(element, change) {
  const anchor = aimed(element);
  const root = document.documentElement;
  const before = anchor && anchor.getBoundingClientRect().top;
  root.style.overflowAnchor = 'none';
  change();
  if (anchor) window.scrollBy({top: anchor.getBoundingClientRect().top - before, behavior: 'instant'});
  requestAnimationFrame(() => requestAnimationFrame(() => { root.style.overflowAnchor = ''; }));
}

/** Carry out `change`, which alters `element`, at once or after the release; only the last counts. */
export function steadily(element, change) {
  if (isDown) waiting.set(element, change);
  else apply(element, change);
}
