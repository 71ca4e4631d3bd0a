/**
 * What waits on this machine for the server, an entry each: tabs that are open on the same content
 * neither see nor overwrite what another has put there. What a closed one left is sent by the next;
 * sent twice under one key it is the same to the server.
 */
export class Waiting {
  constructor(store) {
    this.store = store + ':';
    this.count = 0;
  }

  all() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.store)).sort();
    return names.map((name) => ({...JSON.parse(localStorage.getItem(name)), name}));
  }

  keep(item) {
    const turn = String(this.count++).padStart(6, '0');
    const name = this.store + [Date.now(), turn, ...crypto.getRandomValues(new Uint32Array(2))].join(':');
    localStorage.setItem(name, JSON.stringify(item));
    return {...item, name};
  }

  drop(item) { localStorage.removeItem(item.name); }
}
