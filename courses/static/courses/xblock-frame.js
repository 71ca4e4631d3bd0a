/**
 * Inside the sandboxed page of a block: the runtime its scripts expect, and the messages to the
 * lesson page. It stands before the block's scripts and starts the block after them.
 */
(function ($) {
  'use strict';

  const settings = JSON.parse(document.getElementById('xblock-settings').textContent);
  const words = {
    init: () => {},
    gettext: (text) => settings.words[text] || text,
    ngettext: (one, many, count) => words.gettext(count === 1 ? one : many)
  };
  window.DragAndDropI18N = words;
  window.gettext = words.gettext;
  window.ngettext = words.ngettext;

  // A page in a sandbox opens no dialogs: what a block has to say is written below it.
  const said = document.querySelector('.xblock-said');
  window.alert = (text) => { said.textContent = String(text); };

  const send = (kind, data) => window.parent.postMessage({context: 'lms-xblock', kind: kind, ...data}, '*');
  const nowhere = '/xblock/signed/none/';
  const runtime = {
    handlerUrl: (element, name) => settings.handlers[name] || nowhere,
    notify: () => {},
    listenTo: () => {}
  };
  const changing = new Set(settings.changing.map((name) => settings.handlers[name]));

  // Without an origin of its own, every address is another's; what jQuery adds for its own is left out.
  $.ajaxSetup({crossDomain: true});
  $(document).ajaxSuccess((event, answer, call) => {
    if (!changing.has(call.url)) return;
    said.textContent = '';
    send('changed', {});
  });
  $(document).ajaxError((event, answer, call) => {
    if (answer.responseJSON && answer.responseJSON.error) said.textContent = answer.responseJSON.error;
    if (changing.has(call.url)) send('failed', {});
  });

  const measure = () => send('height', {height: Math.ceil(document.body.getBoundingClientRect().height)});

  document.addEventListener('DOMContentLoaded', () => {
    if (window.PollXBlockI18N) Object.assign(window.PollXBlockI18N, words);
    for (const block of document.querySelectorAll('.xblock')) {
      const start = window[block.dataset.init];
      const given = JSON.parse(block.querySelector('.xblock-args').textContent);
      if (typeof start === 'function') start(runtime, block, given);
    }
    new ResizeObserver(measure).observe(document.body);
  });
})(window.jQuery);
