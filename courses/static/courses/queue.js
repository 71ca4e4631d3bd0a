// Answers not sent yet, kept on this device for one learner until the server has them.
const PREFIX = "lms.answers.";

export class Queue {
  constructor(learner) {
    this.name = PREFIX + learner;
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && name !== this.name) localStorage.removeItem(name);
    }
  }

  all() {
    return JSON.parse(localStorage.getItem(this.name) ?? "[]");
  }

  // A later answer to the same field takes the place of the earlier one.
  put(entry) {
    const others = this.all().filter((one) => one.url !== entry.url || one.field !== entry.field);
    const key = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.write([...others, { ...entry, key, kept: false }]);
  }

  remove(key) {
    this.write(this.all().filter((one) => one.key !== key));
  }

  markKept() {
    this.write(this.all().map((one) => ({ ...one, kept: true })));
  }

  write(entries) {
    if (entries.length) localStorage.setItem(this.name, JSON.stringify(entries));
    else localStorage.removeItem(this.name);
  }
}
