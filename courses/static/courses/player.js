// What the page of a lesson needs besides the shell.
import "./answers.js";
import "./reading-end.js";
import "./video.js";
