/** <h5p-written>: tells the lesson's editor around this dialog which content was saved. */
class H5PWritten extends HTMLElement {
  connectedCallback() {
    const chosen = {id: this.dataset.id, title: this.dataset.title, edit_url: this.dataset.edit};
    window.parent.postMessage({context: 'h5p-written', chosen: chosen}, location.origin);
  }
}

customElements.define('h5p-written', H5PWritten);
