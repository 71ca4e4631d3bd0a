/**
 * Inside the sandboxed page, before the H5P core: its configuration, the storages that an origin
 * without a name does not have, and the messages to the lesson page.
 */
(function () {
  'use strict';

  const config = JSON.parse(document.querySelector('.xblock-args, #h5p-args').textContent);
  const CONTENT = 'cid-1';
  const CHANGES = ['input', 'change', 'click', 'keyup', 'pointerup', 'drop'];
  window.H5PIntegration = config.integration;
  window.H5P = window.H5P || {};
  window.H5P.externalEmbed = true;

  /** Storage that lasts as long as the page. */
  class Memory {
    constructor() { this.values = new Map(); }
    get length() { return this.values.size; }
    key(index) { return [...this.values.keys()][index] ?? null; }
    getItem(name) { return this.values.get(String(name)) ?? null; }
    setItem(name, value) { this.values.set(String(name), String(value)); }
    removeItem(name) { this.values.delete(String(name)); }
    clear() { this.values.clear(); }
  }
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, {value: new Memory(), configurable: true});
  }
  Object.defineProperty(document, 'cookie', {get: () => '', set: () => {}, configurable: true});

  const send = (kind, data) => window.parent.postMessage({context: 'lms-h5p', kind: kind, ...data}, '*');
  const SUB_ID = 'http://h5p.org/x-api/h5p-subContentId';

  /** Only what marking needs of a statement: which question, and its result. */
  function slim(node) {
    const statement = node.statement;
    const definition = (statement.object || {}).definition || {};
    const subId = (definition.extensions || {})[SUB_ID];
    const extensions = subId ? {[SUB_ID]: subId} : {};
    const result = statement.result || {};
    return {
      actor: (statement.actor || {}).mbox,
      statement: {
        object: {definition: {extensions: extensions}},
        result: {score: result.score, response: result.response}
      },
      children: (node.children || []).filter(Boolean).map(slim)
    };
  }

  let pending = null;

  /** One call for what belongs together: the last answer of a set comes with the set's own. */
  function answered(event, isRoot) {
    pending = pending || {finished: false};
    pending.finished = pending.finished || isRoot;
    pending.statement = event.data.statement;
    clearTimeout(pending.timer);
    pending.timer = setTimeout(flush, 60);
  }

  function flush() {
    if (!pending) return;
    const root = window.H5P.instances[0];
    const whole = root && typeof root.getXAPIData === 'function' ? root.getXAPIData() : pending;
    send('answer', {key: window.H5P.createUUID(), finished: pending.finished, tree: slim(whole)});
    pending = null;
    saveAll();
  }

  function listen(event) {
    const verb = event.getVerb();
    const statement = event.data.statement;
    const definition = (statement.object || {}).definition || {};
    const isRoot = !(definition.extensions || {})[SUB_ID];
    if (['answered', 'completed'].includes(verb) && (statement.result || {}).score) {
      answered(event, isRoot);
    } else if (['interacted', 'progressed', 'completed', 'consumed'].includes(verb)) {
      send('seen', {done: verb === 'completed' && isRoot});
    }
  }

  function keep(contentId, kind, data, extras) {
    const subId = String((extras && extras.subContentId) || 0);
    const value = JSON.stringify(data);
    const held = window.H5PIntegration.contents[CONTENT].contentUserData;
    held[subId] = held[subId] || {};
    if (value === undefined || held[subId][kind] === value) return;
    held[subId][kind] = value;
    send('state', {state: {kind: kind, sub_id: subId, value: value}});
  }

  function forget(contentId, kind, subContentId) {
    const subId = String(subContentId || 0);
    const held = window.H5PIntegration.contents[CONTENT].contentUserData;
    if (held[subId]) delete held[subId][kind];
    send('state', {state: {kind: kind, sub_id: subId, value: null}});
  }

  function saveAll() {
    if (window.H5PIntegration.saveFreq === false) return;
    for (const instance of window.H5P.instances || []) {
      if (typeof instance.getCurrentState !== 'function') continue;
      const state = instance.getCurrentState();
      if (state !== undefined) keep(1, 'state', state);
    }
  }

  /** A press, by pointer or by key: many libraries hear keys without making a click of them. */
  function used(event) {
    if (event.type === 'keydown' && !['Enter', ' '].includes(event.key)) return;
    for (const name of ['click', 'keydown']) document.removeEventListener(name, used, true);
    send('seen', {done: false});
  }

  let soon = 0;

  /** The core saves by the clock; what a person does is saved at once, before they may leave. */
  function saveSoon() {
    clearTimeout(soon);
    soon = setTimeout(saveAll, 100);
  }

  // The core starts on the same event; this listener is older, so it runs first.
  document.addEventListener('DOMContentLoaded', () => {
    const H5P = window.H5P;
    H5P.setUserData = keep;
    H5P.deleteUserData = forget;
    H5P.setFinished = () => {};
    H5P.externalDispatcher.on('xAPI', listen);
    H5P.externalDispatcher.on('initialized', () => send('ready', {}));
    window.addEventListener('pagehide', saveAll);
    document.addEventListener('visibilitychange', saveAll);
    for (const name of CHANGES) document.addEventListener(name, saveSoon, true);
    // Keys pressed here do not reach the lesson page, where the full screen was asked for.
    document.addEventListener('keydown', (event) => { if (event.key === 'Escape') send('leave', {}); });
    // Contents without statements of their own (a text, an accordion) are seen when they are used.
    for (const name of ['click', 'keydown']) document.addEventListener(name, used, true);
  });

  window.addEventListener('message', (event) => {
    const data = event.data || {};
    if (event.source !== window.parent || data.context !== 'lms-h5p-full') return;
    document.documentElement.classList.toggle('is-full', data.isFull === true);
  });
})();
