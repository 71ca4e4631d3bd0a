/**
 * The height of a sandboxed content: reserved from the last time at this width, then as the
 * content asks, without moving what the reader aims at. The core's messages are answered here.
 */
import { steadily } from './steady.js';

const MOST = 20000;

export class Height {
  constructor(frame, name, known, told) {
    this.frame = frame;
    this.told = told;
    this.store = 'h5p-height:' + name;
    this.heights = Object.assign({}, known, JSON.parse(localStorage.getItem(this.store) || '{}'));
    this.reserve();
  }

  /** The height known for the nearest width, so that nothing moves when the content arrives. */
  reserve() {
    const width = this.frame.clientWidth;
    const nearest = Object.keys(this.heights).sort((one, two) => Math.abs(one - width) - Math.abs(two - width))[0];
    if (nearest && Math.abs(nearest - width) < 200) this.frame.style.height = this.heights[nearest] + 'px';
  }

  reply(action) { this.frame.contentWindow.postMessage({context: 'h5p', action: action}, '*'); }

  hear(data) {
    if (data.action === 'hello') this.reply('hello');
    // The core asks for a small frame to measure in; its body is measured at any height here.
    if (data.action === 'prepareResize') this.reply('resizePrepared');
    if (data.action === 'resize') this.take(Math.min(Number(data.scrollHeight) || 0, MOST));
  }

  take(height) {
    if (!height || this.frame.matches(':fullscreen *, [data-full] *')) return;
    if (this.frame.style.height === height + 'px') return this.remember(height);
    steadily(this.frame, () => { this.frame.style.height = height + 'px'; });
    this.remember(height);
  }

  remember(height) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const width = this.frame.clientWidth;
      if (!width) return;
      this.heights[Math.round(width / 20) * 20] = height;
      this.told?.(width, height);
      localStorage.setItem(this.store, JSON.stringify(this.heights));
    }, 500);
  }
}
