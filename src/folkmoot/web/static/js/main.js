// Small helps on top of pages that work without any of this.
import "./focus.js";
import "./drafts.js";
import "./again.js";
import "./copy.js";
import "./zone.js";
import "./signing.js";
