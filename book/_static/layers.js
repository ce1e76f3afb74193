// The switch of a page: method and data are folded until a reader asks for them, and stay as the reader had them on the
// next page. Without this script every fold opens by itself, as it does where no storage is allowed.
(() => {
  const LAYERS = [
    ["method", "Show the method", "details.section-code, details.method-passage"],
    ["data", "Show the data", "details.folded-table"],
  ];
  const KEY = "landreform-layers";

  const recall = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  };
  const remember = (name, shown) => {
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...recall(), [name]: shown }));
    } catch {
      // A browser that keeps nothing shows the next page as it was written.
    }
  };

  // A link leads to what it names, however deep in folds; not every browser opens them.
  const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const reveal = (always) => {
    const found = location.hash.length > 1 ? target() : null;
    let opened = always;
    for (let fold = found?.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
      fold.open = true;
      opened = true;
    }
    if (found && opened) found.scrollIntoView();
  };

  // A browser may tell a page what the last one stored only after this one has begun.
  const switches = new Map();
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) for (const [name, show] of switches) show(recall()[name] === true);
  });

  const article = document.querySelector("article.bd-article");
  const heading = article?.querySelector("h1");
  let unfolded = false;
  if (heading) {
    const box = document.createElement("div");
    box.className = "layers";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "What this page shows");
    for (const [name, label, selector] of LAYERS) {
      const folds = article.querySelectorAll(selector);
      if (!folds.length) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      const show = (shown) => {
        button.setAttribute("aria-pressed", String(shown));
        for (const fold of folds) fold.open = shown;
      };
      switches.set(name, show);
      button.addEventListener("click", () => {
        const shown = button.getAttribute("aria-pressed") !== "true";
        show(shown);
        remember(name, shown);
      });
      const before = recall()[name] === true;
      if (before) unfolded = true;
      button.setAttribute("aria-pressed", "false");
      if (before) show(true);
      box.append(button);
    }
    if (box.children.length) heading.after(box);
  }
  reveal(unfolded);
  window.addEventListener("hashchange", () => reveal(false));
})();
