// Frames of tables, formulas and figures. One that is wider than its place becomes a part of the page with a name, which the keyboard
// reaches and the arrow keys move; the style sheet says that there is more. Without this script it scrolls all the same.
(() => {
  // All are measured before any is changed: a change would have the browser lay out the page anew for the next.
  const settle = (frames) => {
    const wide = frames.map((frame) => frame.scrollWidth > frame.clientWidth + 1);
    frames.forEach((frame, place) => {
      frame.classList.toggle("scrolls", wide[place]);
      if (wide[place]) {
        frame.tabIndex = 0;
        if (frame.tagName === "FIGURE") return; // is a part of the page with a name already
        frame.setAttribute("role", "region");
        frame.setAttribute("aria-label", frame.dataset.name);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
      }
    });
  };

  // A frame is measured when it is first laid out, and when its size changes.
  const sizes = new ResizeObserver((entries) => settle(entries.map((entry) => entry.target)));
  let formulas = 0;
  for (const frame of document.querySelectorAll(".table-frame, div.math, .bd-article figure")) {
    if (frame.matches("div.math")) frame.dataset.name = `Formula ${++formulas}`;
    sizes.observe(frame);
    frame.addEventListener("contentvisibilityautostatechange", ({ skipped }) => skipped || settle([frame]));
  }
})();
