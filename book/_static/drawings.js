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

  // Browsers leave their own full screen by themselves on Escape, most of them before a page hears of it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (document.fullscreenElement?.matches(".drawing-frame")) {
      document.exitFullscreen();
      return;
    }
    const frame = document.querySelector(".drawing-frame:target");
    if (!frame) return;
    location.hash = frame.querySelector(".drawing-open").id;
    closed(frame);
  });
})();
