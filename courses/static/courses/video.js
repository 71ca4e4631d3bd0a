// <course-video data-url="…" data-position="…">: around a <video>; goes on where one stopped and
// reports which parts were watched, when it pauses, ends, is left, and every now and then.
const EVERY_MS = 20000;

class CourseVideo extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    this.spans = [];
    this.leave = new AbortController();
    const { signal } = this.leave;
    const on = (name, handler) => this.video.addEventListener(name, handler, { signal });
    on("loadedmetadata", () => this.goOn());
    on("timeupdate", () => this.advance());
    on("seeking", () => this.close());
    on("pause", () => this.report());
    on("ended", () => this.report());
    document.addEventListener("visibilitychange", () => document.hidden && this.report(), { signal });
    this.timer = setInterval(() => !this.video.paused && this.report(), EVERY_MS);
  }

  disconnectedCallback() {
    this.leave.abort();
    clearInterval(this.timer);
  }

  goOn() {
    const position = Number(this.dataset.position);
    if (position > 0 && position < this.video.duration - 2) this.video.currentTime = position;
  }

  // Playing moves on in small steps; a jump begins a new span.
  advance() {
    const now = this.video.currentTime;
    if (this.video.seeking) return;
    if (this.start === undefined || now < this.end || now - this.end > 2) {
      this.close();
      this.start = now;
    }
    this.end = now;
  }

  close() {
    if (this.start !== undefined && this.end > this.start) this.spans.push([this.start, this.end]);
    this.start = undefined;
    this.end = undefined;
  }

  report() {
    const last = this.end;
    this.close();
    if (!this.spans.length) return;
    const data = { position: this.video.currentTime, spans: this.spans };
    const detail = { url: this.dataset.url, field: `spans-${Date.now()}`, data };
    this.spans = [];
    if (!this.video.paused) this.start = this.end = last;
    this.dispatchEvent(new CustomEvent("lms:answer", { bubbles: true, detail }));
  }
}

customElements.define("course-video", CourseVideo);
