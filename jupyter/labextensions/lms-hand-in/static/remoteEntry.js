/* A "Nộp bài" button in the notebook's toolbar: saves, then opens the site's hand-in page.
 *
 * Written by hand as a module-federation container, so that nothing has to be bundled: JupyterLab
 * calls init() with the packages it shares, then get() for the plugin. The page to open is a path
 * in the notebook's own metadata; its origin is fixed by the server, so a notebook from elsewhere
 * cannot lead anywhere else. */
(() => {
  const LABEL = "Nộp bài";
  let shared = {};

  async function load(name) {
    const versions = shared[name];
    const newest = Object.keys(versions).sort().at(-1);
    return (await versions[newest].get())();
  }

  function address(panel, site) {
    const lms = panel.context.model.getMetadata("lms");
    const path = lms?.hand_in;
    if (!site || typeof path !== "string" || !path.startsWith("/labs/")) return null;
    const url = new URL(path, site);
    return url.origin === new URL(site).origin ? url.href : null;
  }

  async function handIn(panel, url) {
    const tab = window.open("about:blank", "lms-hand-in");
    try {
      await panel.context.save();
      if (tab) tab.location = url;
      else window.location.assign(url);
    } catch (error) {
      tab?.close();
      throw error;
    }
  }

  async function extension() {
    const [{ INotebookTracker }, { ToolbarButton }, { PageConfig }] = await Promise.all([
      load("@jupyterlab/notebook"),
      load("@jupyterlab/apputils"),
      load("@jupyterlab/coreutils"),
    ]);
    const site = PageConfig.getOption("lmsSite");
    const add = async (panel) => {
      await panel.context.ready;
      const url = address(panel, site);
      if (!url) return;
      const button = new ToolbarButton({
        label: LABEL,
        className: "lms-hand-in",
        tooltip: "Lưu bài và nộp để chấm",
        onClick: () => handIn(panel, url),
      });
      panel.toolbar.insertItem(0, "lms-hand-in", button);
    };
    return {
      id: "lms-hand-in:plugin",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (_app, tracker) => {
        tracker.forEach(add);
        tracker.widgetAdded.connect((_sender, panel) => add(panel));
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["lms-hand-in"] = {
    init: (scope) => {
      shared = scope;
    },
    get: async (module) => {
      if (module !== "./extension") throw new Error(`no module ${module}`);
      const plugin = await extension();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
