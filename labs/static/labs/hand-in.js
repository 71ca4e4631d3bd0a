/* The learner pressed “Nộp bài” in their lab: send the form that this page holds. */
class HandIn extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    form?.requestSubmit();
  }
}
customElements.define("lms-hand-in", HandIn);
