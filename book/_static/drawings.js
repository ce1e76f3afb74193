// The whole screen for a drawing. Without this script its links do the same within the window of the page.
(() => {
  const closed = (frame) => {
    const open = frame.querySelector(".drawing-open");
    open.focus();
    open.scrollIntoView({ block: "nearest" });
  };

  for (const frame of document.querySelectorAll(".drawing-frame")) {
    const close = frame.querySelector(".drawing-close");

    frame.querySelector(".drawing-open").addEventListener("click", async (event) => {
      const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
      if (!plain || !document.fullscreenEnabled) return;
      event.preventDefault();
      try {
        await frame.requestFullscreen();
        close.focus();
      } catch {
        location.hash = frame.id;
      }
    });

    close.addEventListener("click", (event) => {
      if (document.fullscreenElement !== frame) return;
      event.preventDefault();
      document.exitFullscreen();
    });

    frame.addEventListener("fullscreenchange", () => {
      if (!document.fullscreenElement) closed(frame);
    });
  }

  // A browser leaves its own full screen by itself when Escape is pressed.
  document.addEventListener("keydown", (event) => {
    const frame = document.querySelector(".drawing-frame:target");
    if (event.key !== "Escape" || !frame || document.fullscreenElement) return;
    location.hash = frame.querySelector(".drawing-open").id;
    closed(frame);
  });
})();
