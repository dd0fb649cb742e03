/** Makes a room page live. */

import "./elements/announce-form.js";
import "./elements/announcement-bar.js";
import "./elements/chat-composer.js";
import "./elements/connection-banner.js";
import "./elements/live-voice.js";
import "./elements/message-menu.js";
import "./elements/presence-list.js";
import "./elements/room-log.js";
import "./elements/side-tabs.js";
import "./elements/speaker-queue.js";
import "./elements/thread-panel.js";
import "./elements/typing-hint.js";
import "./elements/versions-dialog.js";
import { openRoom } from "./room/page.js";

openRoom(/** @type {HTMLElement} */ (document.getElementById("room")));
