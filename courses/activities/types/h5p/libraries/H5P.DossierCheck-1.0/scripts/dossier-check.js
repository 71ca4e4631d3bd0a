/** Read a dossier that a citizen handed in, and say for each component: present, missing, invalid. */
H5P.DossierCheck = (function (TaskFrame) {
  'use strict';

  const element = TaskFrame.element;
  const STATES = ['present', 'missing', 'invalid'];
  const WORDS = {
    submitted: 'Trong hồ sơ:',
    nothing: 'không có giấy tờ này',
    present: 'Đủ, hợp lệ',
    missing: 'Thiếu',
    invalid: 'Có nhưng chưa hợp lệ',
    solutionIs: 'Đáp án: :state'
  };
  let count = 0;

  function DossierCheck(params, contentId, extras) {
    this.words = WORDS;
    TaskFrame.call(this, params, contentId, extras);
    this.components = params.components || [];
    this.name = 'h5p-dossier-' + (++count);
  }

  DossierCheck.prototype = Object.create(TaskFrame.prototype);

  DossierCheck.prototype.build = function (body, saved) {
    const given = saved && Array.isArray(saved.verdicts) ? saved.verdicts : [];
    this.verdicts = this.components.map((one, index) => STATES.includes(given[index]) ? given[index] : '');
    if (this.params.procedure) body.append(element('p', 'h5p-dossier-procedure', this.params.procedure));
    this.fields = this.components.map((one, index) => body.appendChild(this.field(one, index)));
  };

  DossierCheck.prototype.field = function (component, index) {
    const field = element('fieldset', 'h5p-dossier-component');
    field.append(element('legend', '', (index + 1) + '. ' + component.name));
    const found = element('p', 'h5p-dossier-found');
    found.append(element('b', '', this.words.submitted), ' ' + TaskFrame.plain(component.submitted || this.words.nothing));
    field.append(found, ...STATES.map((state) => this.option(state, index)));
    return field;
  };

  DossierCheck.prototype.option = function (state, index) {
    const label = element('label', 'h5p-dossier-option');
    const input = element('input', '', undefined, {type: 'radio', name: this.name + '-' + index, value: state});
    input.checked = this.verdicts[index] === state;
    input.addEventListener('change', () => {
      this.verdicts[index] = state;
      this.touched();
    });
    label.append(input, ' ' + this.words[state]);
    return label;
  };

  DossierCheck.prototype.right = function (index) {
    return this.components[index].state || 'present';
  };

  DossierCheck.prototype.answered = function () {
    return this.verdicts.some(Boolean);
  };

  /** A dossier is judged as a whole: the check waits until each component has a verdict. */
  DossierCheck.prototype.check = function () {
    const open = this.verdicts.findIndex((verdict) => !verdict);
    if (open < 0) return TaskFrame.prototype.check.call(this);
    this.result.textContent = this.words.incomplete;
    this.fields[open].querySelector('input').focus();
    this.trigger('resize');
  };

  DossierCheck.prototype.response = function () { return this.verdicts.join('[,]'); };
  DossierCheck.prototype.state = function () { return {verdicts: this.verdicts}; };

  DossierCheck.prototype.points = function () {
    const score = this.verdicts.filter((verdict, index) => verdict === this.right(index)).length;
    return {score: score, max: this.components.length};
  };

  DossierCheck.prototype.mark = function () {
    this.fields.forEach((field, index) => {
      const right = this.verdicts[index] === this.right(index);
      field.querySelectorAll('input').forEach((input) => { input.disabled = true; });
      const text = right ? '✓ ' + this.words.right : '✗ ' + this.words.wrong;
      field.append(element('span', 'h5p-task-verdict', text, {'data-right': right}));
      const note = this.components[index].feedback;
      if (note) field.append(element('p', 'h5p-dossier-note', note));
    });
  };

  DossierCheck.prototype.reveal = function () {
    this.fields.forEach((field, index) => {
      if (field.querySelector('.h5p-dossier-solution')) return;
      const text = this.words.solutionIs.replace(':state', this.words[this.right(index)]);
      field.append(element('p', 'h5p-dossier-solution', text));
    });
  };

  DossierCheck.prototype.clear = function () {
    this.body.replaceChildren();
    this.build(this.body);
  };

  DossierCheck.prototype.definition = function () {
    return {
      interactionType: 'other',
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      description: {vi: this.params.intro || ''},
      correctResponsesPattern: [this.components.map((one, index) => this.right(index)).join('[,]')]
    };
  };

  return DossierCheck;
})(H5P.TaskFrame);
