// Whoever signs out leaves nothing of theirs on this device: answers not sent yet go as well.
const PREFIX = "lms.answers.";

document.addEventListener("submit", (event) => {
  if (!event.target.action.endsWith("/logout/")) return;
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  }
});
