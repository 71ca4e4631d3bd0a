/* The notebook first: on a narrow screen the side panels, which would leave it no room, are closed
 * and what is touched is large enough. The button that hands in looks like the site's own.
 *
 * Written by hand as a module-federation container, as lms-hand-in is. */
(() => {
  const NARROW = "(max-width: 62em)";
  const STYLE = `
    .lms-hand-in { --neutral-foreground-rest: #fff; color: #fff; font-weight: 600; }
    .lms-hand-in::part(control) { background: #0a5963; padding-inline: 0.75rem; border-radius: 4px; }
    .lms-hand-in::part(control):hover { background: #084a52; }
    .lms-hand-in::part(control):focus-visible { outline: 3px solid #d08700; outline-offset: 1px; }
    .lms-hand-in .jp-ToolbarButtonComponent-label { color: #fff; }
    @media ${NARROW} {
      .jp-Notebook { --jp-cell-prompt-width: 28px; --jp-notebook-padding: 4px; }
      .jp-NotebookPanel-toolbar { height: 48px !important; min-height: 48px !important; flex-wrap: nowrap !important; align-items: center; overflow-x: auto !important; }
      .jp-NotebookPanel-toolbar > * { flex: none; }
      .jp-NotebookPanel-toolbar :is(jp-button, .jp-HTMLSelect) { min-block-size: 44px; min-inline-size: 44px; }
      .jp-NotebookPanel-toolbar jp-button::part(control) { min-block-size: 44px; }
      .jp-NotebookPanel-toolbar > :is([data-jp-item-name="cut"], [data-jp-item-name="copy"], [data-jp-item-name="paste"]) { display: none !important; }
      .jp-NotebookPanel-toolbar > [data-jp-item-name="lms-hand-in"] { order: -2; }
      .jp-NotebookPanel-toolbar > [data-jp-item-name="run"] { order: -1; }
      .lm-MenuBar-content { flex-wrap: nowrap; overflow-x: auto; }
      .lm-MenuBar-item { flex: none; white-space: nowrap; }
      .jp-Cell .jp-cell-toolbar { display: none; }
    }`;

  function dress() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  function arrange(shell) {
    const narrow = window.matchMedia(NARROW).matches;
    if (narrow) {
      shell.collapseLeft();
      shell.collapseRight();
    }
    for (const side of ["left", "right"]) {
      if (shell.isSideTabBarVisible(side) === narrow) shell.toggleSideTabBarVisibility(side);
    }
  }

  const plugin = {
    id: "lms-look:plugin",
    autoStart: true,
    activate: (app) => {
      dress();
      app.restored.then(() => arrange(app.shell));
      window.matchMedia(NARROW).addEventListener("change", () => arrange(app.shell));
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["lms-look"] = {
    init: () => {},
    get: async (module) => {
      if (module !== "./extension") throw new Error(`no module ${module}`);
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
