"use strict";
// The program waits until the desk has told it of its own format and fields.
window.CMS_MANUAL_INIT = true;
