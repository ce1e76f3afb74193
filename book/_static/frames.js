// Frames of tables, formulas and figures. One that is wider than its place becomes a part of the page with a name, which the keyboard
// reaches and the arrow keys move; the style sheet says that there is more. Without this script it scrolls all the same.
(() => {
  const settle = (frame) => {
    const scrolls = frame.scrollWidth > frame.clientWidth + 1;
    frame.classList.toggle("scrolls", scrolls);
    if (scrolls) {
      frame.tabIndex = 0;
      if (frame.tagName === "FIGURE") return; // is a part of the page with a name already
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", frame.dataset.name);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
    }
  };

  const frames = document.querySelectorAll(".table-frame, div.math, .bd-article figure");
  const sizes = new ResizeObserver((entries) => entries.forEach((entry) => settle(entry.target)));
  let formulas = 0;
  for (const frame of frames) {
    if (frame.matches("div.math")) frame.dataset.name = `Formula ${++formulas}`;
    settle(frame);
    sizes.observe(frame);
  }
})();
