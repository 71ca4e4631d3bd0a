// What every page has: the network banner, the drawer, dialogs, save status, menus, grids.
import "./network.js";
import "./drawer.js";
import "./dialog.js";
import "./saved.js";
import "./menu.js";
import "./grid.js";
import "./file-drop.js";
import "./sign-out.js";
