/**
 * What the tasks of this product share. A task inherits from H5P.TaskFrame and gives:
 *   build(body, saved)  draw the task; `saved` is what its own state() returned
 *   answered()          whether anything was done
 *   response()          the answer as text, parts joined by [,]
 *   points()            { score, max }
 *   mark()              show right and wrong, and stop changes
 *   reveal()            show the solution
 *   clear()             start again
 *   state()             what restores the task
 *   definition()        the xAPI definition of the question
 */
H5P.TaskFrame = (function () {
  'use strict';

  const WORDS = {
    check: 'Kiểm tra',
    retry: 'Làm lại',
    solution: 'Xem đáp án',
    result: 'Anh/chị đạt :score trên :max điểm.',
    allRight: 'Đúng tất cả.',
    right: 'Đúng',
    wrong: 'Chưa đúng',
    incomplete: 'Anh/chị chưa trả lời hết.'
  };

  function TaskFrame(params, contentId, extras) {
    H5P.EventDispatcher.call(this);
    this.params = params;
    this.contentId = contentId;
    this.contentData = extras || {};
    this.words = Object.assign({}, WORDS, this.words, params.l10n);
    this.behaviour = Object.assign({
      enableRetry: true, enableSolutionsButton: true, singlePoint: false
    }, params.behaviour);
    this.isChecked = false;
  }

  TaskFrame.prototype = Object.create(H5P.EventDispatcher.prototype);

  /** H5P keeps plain texts escaped; here they are shown as text, so they are read back first. */
  const decoder = document.createElement('textarea');
  TaskFrame.plain = function (text) {
    decoder.innerHTML = text;
    return decoder.value;
  };

  /** An element with a class, a text and attributes. */
  TaskFrame.element = function (tag, name, text, attributes) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = TaskFrame.plain(text);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    return element;
  };

  TaskFrame.prototype.attach = function ($container) {
    const saved = this.contentData.previousState;
    const root = TaskFrame.element('section', 'h5p-task', undefined, {lang: 'vi'});
    root.append(TaskFrame.element('p', 'h5p-task-intro', this.params.intro || ''));
    this.body = root.appendChild(TaskFrame.element('div', 'h5p-task-body'));
    this.result = TaskFrame.element('p', 'h5p-task-result', '', {role: 'status', tabindex: '-1'});
    this.actions = TaskFrame.element('div', 'h5p-task-actions');
    root.append(this.result, this.actions);
    $container.get(0).append(root);
    this.build(this.body, saved && saved.task);
    if (saved && saved.checked) this.show();
    this.drawActions();
    this.setActivityStarted();
  };

  TaskFrame.prototype.drawActions = function () {
    this.actions.replaceChildren();
    if (!this.isChecked) this.addAction('check', this.check);
    if (this.isChecked && !this.isPerfect()) {
      if (this.behaviour.enableSolutionsButton) this.addAction('solution', this.showSolutions);
      if (this.behaviour.enableRetry) this.addAction('retry', this.retry);
    }
    this.trigger('resize');
  };

  TaskFrame.prototype.addAction = function (name, handler) {
    const button = TaskFrame.element('button', 'h5p-task-' + name, this.words[name], {type: 'button'});
    button.addEventListener('click', handler.bind(this));
    this.actions.append(button);
  };

  TaskFrame.prototype.check = function () {
    if (!this.answered()) {
      this.result.textContent = this.words.incomplete;
      this.trigger('resize');
      return;
    }
    this.show();
    this.drawActions();
    this.result.focus();
    this.trigger(this.answerEvent());
  };

  /** Show the result; nothing is sent, so a restored task may call it too. */
  TaskFrame.prototype.show = function () {
    this.isChecked = true;
    this.mark();
    const text = this.words.result.replace(':score', this.getScore()).replace(':max', this.getMaxScore());
    this.result.textContent = this.isPerfect() ? text + ' ' + this.words.allRight : text;
  };

  TaskFrame.prototype.retry = function () {
    this.resetTask();
    const first = this.body.querySelector('button:not([disabled]), input');
    if (first) first.focus();
  };

  TaskFrame.prototype.touched = function () {
    this.triggerXAPI('interacted');
  };

  TaskFrame.prototype.isPerfect = function () {
    return this.getScore() === this.getMaxScore();
  };

  TaskFrame.prototype.getScore = function () {
    const points = this.points();
    if (!this.behaviour.singlePoint) return points.score;
    return points.score === points.max ? 1 : 0;
  };

  TaskFrame.prototype.getMaxScore = function () {
    return this.behaviour.singlePoint ? 1 : this.points().max;
  };

  TaskFrame.prototype.getAnswerGiven = function () {
    return this.isChecked || this.answered();
  };

  TaskFrame.prototype.showSolutions = function () {
    this.reveal();
    this.trigger('resize');
  };

  TaskFrame.prototype.resetTask = function () {
    this.isChecked = false;
    this.result.textContent = '';
    this.clear();
    this.drawActions();
  };

  TaskFrame.prototype.getCurrentState = function () {
    return this.answered() ? {task: this.state(), checked: this.isChecked} : undefined;
  };

  TaskFrame.prototype.answerEvent = function () {
    const event = this.createXAPIEventTemplate('answered');
    Object.assign(event.getVerifiedStatementValue(['object', 'definition']), this.definition());
    event.setScoredResult(this.getScore(), this.getMaxScore(), this, true, this.isPerfect());
    event.data.statement.result.response = this.response();
    return event;
  };

  TaskFrame.prototype.getXAPIData = function () {
    return {statement: this.answerEvent().data.statement};
  };

  TaskFrame.prototype.getTitle = function () {
    return H5P.createTitle((this.contentData.metadata || {}).title || '');
  };

  return TaskFrame;
})();
