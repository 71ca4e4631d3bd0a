/** Put the steps of a procedure in order, by buttons, by keyboard (Alt + arrows) or by dragging. */
H5P.ProcedureOrder = (function (TaskFrame) {
  'use strict';

  const element = TaskFrame.element;
  const WORDS = {
    up: 'Chuyển lên: :step',
    down: 'Chuyển xuống: :step',
    moved: 'Đã chuyển ":step" tới vị trí :place trên :count.',
    order: 'Thứ tự các bước',
    rightPlace: 'Vị trí đúng: :place'
  };

  function ProcedureOrder(params, contentId, extras) {
    this.words = WORDS;
    TaskFrame.call(this, params, contentId, extras);
    this.steps = params.steps || [];
    this.isMoved = false;
  }

  ProcedureOrder.prototype = Object.create(TaskFrame.prototype);

  ProcedureOrder.prototype.build = function (body, saved) {
    const fits = saved && Array.isArray(saved.order) && saved.order.length === this.steps.length &&
      saved.order.every((step) => this.steps[step]);
    this.order = fits ? saved.order.slice() : this.shuffled();
    this.isMoved = fits ? saved.moved !== false : false;
    this.list = element('ol', 'h5p-order-list', undefined, {'aria-label': this.words.order});
    this.said = element('p', 'h5p-order-said', '', {'aria-live': 'assertive'});
    body.append(this.list, this.said);
    this.draw();
  };

  /** Never the right order, so that there is something to do. */
  ProcedureOrder.prototype.shuffled = function () {
    const order = this.steps.map((step, index) => index);
    if (order.length < 2) return order;
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order.every((step, place) => step === place) ? order.reverse() : order;
  };

  ProcedureOrder.prototype.draw = function () {
    this.list.replaceChildren(...this.order.map((step, place) => this.item(step, place)));
    this.trigger('resize');
  };

  ProcedureOrder.prototype.item = function (step, place) {
    const item = element('li', 'h5p-order-step', undefined, {'data-step': step});
    item.draggable = !this.isChecked;
    item.append(element('span', 'h5p-order-text', this.steps[step].text));
    const last = this.order.length - 1;
    item.append(this.mover(step, 'up', '↑', place === 0), this.mover(step, 'down', '↓', place === last));
    item.addEventListener('keydown', (event) => this.onKey(event, step));
    item.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', String(step)));
    item.addEventListener('dragover', (event) => event.preventDefault());
    item.addEventListener('drop', (event) => {
      event.preventDefault();
      this.move(Number(event.dataTransfer.getData('text/plain')), this.order.indexOf(step));
    });
    return item;
  };

  ProcedureOrder.prototype.mover = function (step, direction, sign, isEnd) {
    const label = this.words[direction].replace(':step', TaskFrame.plain(this.steps[step].text));
    const button = element('button', 'h5p-order-' + direction, sign, {type: 'button', 'aria-label': label});
    button.disabled = isEnd || this.isChecked;
    button.addEventListener('click', () => this.shift(step, direction));
    return button;
  };

  ProcedureOrder.prototype.onKey = function (event, step) {
    const direction = {ArrowUp: 'up', ArrowDown: 'down'}[event.key];
    if (!direction || !event.altKey) return;
    event.preventDefault();
    this.shift(step, direction);
  };

  ProcedureOrder.prototype.shift = function (step, direction) {
    this.move(step, this.order.indexOf(step) + (direction === 'up' ? -1 : 1));
    const item = this.list.querySelector('[data-step="' + step + '"]');
    const button = item.querySelector('.h5p-order-' + direction);
    (button.disabled ? item.querySelector('button:not([disabled])') : button)?.focus();
  };

  ProcedureOrder.prototype.move = function (step, place) {
    const from = this.order.indexOf(step);
    if (this.isChecked || from < 0 || place < 0 || place >= this.order.length || from === place) return;
    this.order.splice(from, 1);
    this.order.splice(place, 0, step);
    this.isMoved = true;
    this.draw();
    this.said.textContent = this.words.moved.replace(':step', TaskFrame.plain(this.steps[step].text))
      .replace(':place', place + 1).replace(':count', this.order.length);
    this.touched();
  };

  ProcedureOrder.prototype.answered = function () { return this.isMoved; };
  ProcedureOrder.prototype.response = function () { return this.order.join('[,]'); };
  ProcedureOrder.prototype.state = function () { return {order: this.order, moved: this.isMoved}; };

  ProcedureOrder.prototype.points = function () {
    const score = this.order.filter((step, place) => step === place).length;
    return {score: score, max: this.steps.length};
  };

  ProcedureOrder.prototype.mark = function () {
    this.draw();
    this.list.querySelectorAll('.h5p-order-step').forEach((item, place) => {
      const right = this.order[place] === place;
      item.dataset.right = right;
      const verdict = (right ? '✓ ' + this.words.right : '✗ ' + this.words.wrong);
      item.append(element('span', 'h5p-task-verdict', verdict, {'data-right': right}));
      const note = this.steps[this.order[place]].feedback;
      if (note) item.append(element('span', 'h5p-order-note', note));
    });
  };

  ProcedureOrder.prototype.reveal = function () {
    this.list.querySelectorAll('.h5p-order-step').forEach((item, place) => {
      if (item.querySelector('.h5p-order-place')) return;
      const text = this.words.rightPlace.replace(':place', this.order[place] + 1);
      item.append(element('span', 'h5p-order-place', text));
    });
  };

  ProcedureOrder.prototype.clear = function () {
    this.order = this.shuffled();
    this.isMoved = false;
    this.said.textContent = '';
    this.draw();
  };

  ProcedureOrder.prototype.definition = function () {
    return {
      interactionType: 'sequencing',
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      description: {vi: this.params.intro || ''},
      choices: this.steps.map((step, index) => ({id: String(index), description: {vi: step.text}})),
      correctResponsesPattern: [this.steps.map((step, index) => index).join('[,]')]
    };
  };

  return ProcedureOrder;
})(H5P.TaskFrame);
