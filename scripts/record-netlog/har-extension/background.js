// Only there so that the recorder can ask it for what devtools.js has stored.
