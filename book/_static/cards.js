// Cards of numbers and names: shown beside a link while the pointer is over it or the keyboard is on it, and at the first
// tap of a finger. Escape closes a card; it stays while the pointer is on it. Without this script, and in a browser that
// has no popovers, a link is a link with a title.
(() => {
  if (!("popover" in HTMLElement.prototype)) return;
  const GAP = 4;
  const OPEN_AFTER = 150;
  const CLOSE_AFTER = 250;

  let open = null; // { link, card, title, home }
  let timer = 0;
  let finger = false;

  const cardOf = (link) => (open?.link === link ? open.card : document.getElementById(link.dataset.card));

  const place = () => {
    if (!open) return;
    const { link, card } = open;
    const line = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(GAP, Math.min(line.left, width - card.offsetWidth - GAP));
    const below = link.getBoundingClientRect().bottom + GAP;
    const above = line.top - card.offsetHeight - GAP;
    const fits = below + card.offsetHeight <= window.innerHeight || above < 0;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${(fits ? below : above) + window.scrollY}px`;
  };

  const close = () => {
    clearTimeout(timer);
    if (!open) return;
    const { link, card, title, home } = open;
    open = null;
    card.hidePopover();
    home.replaceWith(card);
    link.title = title;
    link.removeAttribute("aria-describedby");
  };

  const show = (link) => {
    clearTimeout(timer);
    if (open?.link === link) return;
    close();
    const card = cardOf(link);
    if (!card) return;
    // The card says what the title says; behind its link, its own links are the next that the keyboard reaches.
    open = { link, card, title: link.title, home: document.createComment("") };
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", card.id);
    card.popover = "manual";
    card.before(open.home);
    link.after(card);
    card.showPopover();
    place();
  };

  const linkOf = (target) => target.closest?.("a[data-card]");
  const isInside = (target) => open && (open.link.contains(target) || open.card.contains(target));
  const later = (action, milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (isInside(event.target)) clearTimeout(timer);
    else if (link) later(() => show(link), OPEN_AFTER);
    else if (!open) clearTimeout(timer);
    else if (!isInside(document.activeElement)) later(close, CLOSE_AFTER); // what the keyboard is on stays
  });

  document.addEventListener("pointerdown", (event) => {
    finger = event.pointerType === "touch";
    if (!isInside(event.target)) close();
  });

  // The first tap shows where a number is from, the second one goes there, as does the link in the card.
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    if (!link) return;
    if (finger && open?.link !== link && cardOf(link)) {
      event.preventDefault();
      show(link);
    } else {
      close();
    }
  });

  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link && !finger && link.matches(":focus-visible")) show(link);
    else if (!isInside(event.target)) close();
  });

  document.addEventListener("keydown", (event) => {
    finger = false;
    if (event.key !== "Escape" || !open) return;
    const { link, card } = open;
    const back = card.contains(document.activeElement);
    close();
    if (back) {
      finger = true; // the focus comes back, the card does not
      link.focus();
      finger = false;
    }
  });

  window.addEventListener("resize", place);
  window.addEventListener("scroll", place, { capture: true, passive: true });
  window.addEventListener("pagehide", close);
})();
