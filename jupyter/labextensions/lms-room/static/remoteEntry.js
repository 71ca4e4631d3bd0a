/* Tells the learner in time: the room closes soon for want of activity or at the centre's word,
 * memory or disk run out, why it was closed last time. Saves what is open when it warns, and again
 * just before the end.
 *
 * Written by hand as a module-federation container, as lms-hand-in is. */
(() => {
  const LAST_CALL = 15;
  const FULL = 0.9;
  const CLOCK = { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" };
  const STYLE = `
    .lms-room { max-inline-size: min(30rem, calc(100vw - 2rem)); padding: 1.5rem; border: 0; border-radius: 6px; background: var(--jp-layout-color1, #fff); color: var(--jp-ui-font-color1, #111); font: 16px/1.5 var(--jp-ui-font-family, sans-serif); box-shadow: 0 8px 32px rgb(0 0 0 / 30%); }
    .lms-room::backdrop { background: rgb(0 0 0 / 45%); }
    .lms-room h2 { margin: 0 0 0.5rem; font-size: 1.25rem; }
    .lms-room p { margin: 0 0 1.25rem; }
    .lms-room button { min-block-size: 44px; padding-inline: 1.25rem; border: 0; border-radius: 4px; background: #0a5963; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
    .lms-room button:focus-visible { outline: 3px solid #d08700; outline-offset: 2px; }
  `;
  const SAVED = "Bài đã lưu vẫn còn. Để làm tiếp, anh/chị mở lại bài thực hành từ bài học.";
  let shared = {};

  async function load(name) {
    const versions = shared[name];
    const newest = Object.keys(versions).sort().at(-1);
    return (await versions[newest].get())();
  }

  function saveAll(app) {
    const saving = [];
    for (const widget of app.shell.widgets("main")) {
      const context = widget.context;
      if (context?.model?.dirty && !context.model.readOnly) saving.push(context.save());
    }
    return Promise.allSettled(saving);
  }

  /** The nearer an end, the sooner it is asked for again. */
  function soon(left) {
    if (left === undefined) return 10;
    return left > 0 ? left / 2 : 5;
  }

  /** A dialog of the page's own. Those of Lab wait for one another, and one that is taken away leaves
   * whatever waits behind it, an error of saving for instance, never shown and never ended. */
  class Notice {
    constructor(title, body, label, done) {
      this.node = document.createElement("dialog");
      this.node.className = "lms-room";
      this.node.setAttribute("aria-label", title);
      const [heading, text, button] = ["h2", "p", "button"].map((name) => this.node.appendChild(document.createElement(name)));
      heading.textContent = title;
      text.textContent = body;
      button.textContent = label;
      button.addEventListener("click", () => this.node.close("yes"));
      this.node.addEventListener("close", () => {
        this.node.remove();
        done(this.node.returnValue === "yes");
      });
      document.body.append(this.node);
      this.node.showModal();
      button.focus();
    }

    takeAway() {
      this.node.remove();
    }
  }

  function dress() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  class Room {
    constructor(app, { Notification }, { ServerConnection }) {
      Object.assign(this, { app, Notification, ServerConnection, dialog: null, notice: null, end: null });
      this.settings = ServerConnection.makeSettings();
      this.told = new Set();
      this.seen = Date.now();
      this.reported = Date.now();
    }

    async ask(method) {
      const url = `${this.settings.baseUrl}lms/room`;
      const answer = await this.ServerConnection.makeRequest(url, { method }, this.settings);
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json();
    }

    start() {
      for (const kind of ["keydown", "pointerdown", "wheel"]) {
        document.addEventListener(kind, () => { this.seen = Date.now(); }, { passive: true });
      }
      this.look();
    }

    async look() {
      let next = 30;
      try {
        const active = !this.dialog && this.seen > this.reported;
        this.reported = Date.now();
        const room = await this.ask(active ? "POST" : "GET");
        next = Math.max(1, Math.min(10, room.warn / 5, soon(room.left), soon(room.closing?.left)));
        this.closed = false;
        await this.foretell(room.closing);
        await this.tell(room);
      } catch {
        const byCentre = this.end && Date.now() > this.end.at - 2000;
        if ((this.dialog || byCentre) && !this.closed) this.close("Phòng thực hành đã đóng", byCentre ? `Trung tâm đã đóng phòng.${this.end.why} ${SAVED}` : SAVED);
      }
      setTimeout(() => this.look(), next * 1000);
    }

    async tell(room) {
      this.once("notice", room.notice, room.notice);
      this.once("memory", room.memory_limit && room.memory > FULL * room.memory_limit,
        "Bộ nhớ sắp hết: hãy lưu bài rồi khởi động lại kernel. Nếu vượt mức, phòng sẽ bị đóng.");
      this.once("disk", room.disk_limit && (room.disk === null || room.disk > FULL * room.disk_limit),
        "Thư mục của anh/chị sắp đầy: hãy xóa tệp không cần. Nếu vượt mức, phòng sẽ bị đóng.");
      if (room.left > room.warn) {
        this.dialog?.takeAway();
        this.dialog = null;
        return;
      }
      if (!this.dialog || room.left <= LAST_CALL) await saveAll(this.app);
      if (!this.dialog) this.warn(room.left);
    }

    /** What the centre is about to do; told when it is heard of, and again in the last minute. */
    async foretell(closing) {
      if (!closing) {
        if (this.end) this.Notification.info("Trung tâm không đóng phòng nữa: anh/chị cứ tiếp tục làm bài.", { autoClose: 15_000 });
        this.end = null;
        this.notice?.takeAway();
        return;
      }
      const isNew = !this.end;
      const isLast = closing.left <= 60;
      if (isNew || closing.left <= LAST_CALL) await saveAll(this.app);
      if (!isNew && (this.end.isLast || !isLast)) return;
      const why = closing.reason ? ` Lý do: ${closing.reason.replace(/\.?$/, ".")}` : "";
      this.end = { at: Date.now() + closing.left * 1000, why, isLast };
      const time = new Date(this.end.at).toLocaleTimeString("vi-VN", CLOCK);
      this.announce(`Trung tâm đóng phòng này lúc ${time}.${why} Bài đang mở đã được lưu, và được lưu lần nữa trước khi đóng; anh/chị nộp phần đã làm xong nếu cần.`);
    }

    announce(body) {
      this.notice?.takeAway();
      this.notice = new Notice("Trung tâm sắp đóng phòng", body, "Đã hiểu", () => { this.notice = null; });
    }

    once(kind, when, words) {
      if (!when) this.told.delete(kind);
      else if (!this.told.has(kind)) {
        this.told.add(kind);
        this.Notification.warning(words, { autoClose: false });
      }
    }

    warn(left) {
      const at = new Date(Date.now() + Math.max(left, 0) * 1000);
      const time = at.toLocaleTimeString("vi-VN", CLOCK);
      const body = `Đã lâu không thấy anh/chị thao tác. Bài đang mở đã được lưu; phòng đóng lúc ${time}.`;
      this.dialog = new Notice("Phòng thực hành sắp đóng", body, "Tiếp tục làm bài", (goesOn) => {
        this.dialog = null;
        if (goesOn) this.ask("POST").catch(() => {});
      });
    }

    close(title, body) {
      this.closed = true;
      this.end = null;
      this.notice?.takeAway();
      this.dialog?.takeAway();
      this.dialog = new Notice(title, body, "Đã hiểu", () => { this.dialog = null; });
    }
  }

  async function extension() {
    const parts = await Promise.all([load("@jupyterlab/apputils"), load("@jupyterlab/services")]);
    return {
      id: "lms-room:plugin",
      autoStart: true,
      activate: (app) => { dress(); app.restored.then(() => new Room(app, ...parts).start()); },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["lms-room"] = {
    init: (scope) => { shared = scope; },
    get: async (module) => {
      if (module !== "./extension") throw new Error(`no module ${module}`);
      const plugin = await extension();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
