// What the tests ask of a page in a browser. Each function returns what is wrong; nothing where all is well.
window.looks = (() => {
  const number = (text) => text.match(/[\d.]+/g).map(Number);
  const parse = (text) => {
    const [r, g, b, a = 1] = number(text.replace("color(srgb", ""));
    return text.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top, under) => {
    const a = top[3] + under[3] * (1 - top[3]);
    return a ? [0, 1, 2].map((i) => (top[i] * top[3] + under[i] * under[3] * (1 - top[3])) / a).concat(a) : [0, 0, 0, 0];
  };
  const light = (color) => {
    const [r, g, b] = color.slice(0, 3).map((c) => {
      const s = c / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const kindOf = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`;

  // What axe finds in the page: rule and the elements that break it.
  const breaches = async (options) => {
    const { violations } = await axe.run({ exclude: [".highlight"] }, options);
    return Object.fromEntries(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))]));
  };

  return {
    // All that is looked for at the width at which the page was opened.
    async all(options) {
      await this.openAll();
      return [await this.axe(options), this.contrast(), this.focus()];
    },

    // What breaks a rule of axe. It would take half of its time to compare the colours of each link with those around it,
    // though a line under the link is enough: so that is asked first, and the colours only where it is not.
    async axe(options) {
      const id = "link-in-text-block";
      axe.configure({ noHtml: true, rules: [{ id, any: ["link-in-text-block-style"] }] });
      const { [id]: bare, ...found } = await breaches(options);
      if (!bare) return found;
      axe.reset();
      return { ...found, ...(await breaches({ ...options, runOnly: [id] })) };
    },

    // All that a reader can open, but for code: it is made of thousands of coloured words, all of one kind.
    openAll() {
      for (const one of document.querySelectorAll("details:not(:has(.highlight))")) one.open = true;
      // What is laid out late has no place yet, and all that is in it would seem to lie on one spot.
      const style = document.createElement("style");
      style.textContent = "body * { content-visibility: visible !important; }";
      document.head.append(style);
      // The frames that are now seen are measured when the page is drawn again.
      return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())));
    },

    // Text whose contrast with what lies under it is too small, each with its ratio, as WCAG 2.2 computes it (1.4.3).
    contrast() {
      const grounds = new Map();
      const ground = (element) => {
        if (!element) return [255, 255, 255, 1];
        if (!grounds.has(element)) {
          const own = parse(getComputedStyle(element).backgroundColor);
          grounds.set(element, own[3] === 1 ? own : over(own, ground(element.parentElement)));
        }
        return grounds.get(element);
      };
      const known = new Set();
      const weak = new Map();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (known.has(element) || !walker.currentNode.data.trim()) continue;
        known.add(element);
        // Drawings have tests of their own; what is not shown, or is turned off, need not be read.
        if (element.closest("svg, script, style, noscript, option, :disabled")) continue;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const style = getComputedStyle(element);
        const under = ground(element);
        const [most, least] = [light(over(parse(style.color), under)), light(under)].sort((x, y) => y - x);
        const ratio = (most + 0.05) / (least + 0.05);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        const kind = `${kindOf(element)} in ${kindOf(element.parentElement)}`;
        if (ratio < (large ? 3 : 4.5) && !weak.has(kind)) {
          weak.set(kind, `${ratio.toFixed(2)} ${style.color} on ${under.map(Math.round)}, ${kind}`);
        }
      }
      return [...weak.values()];
    },

    // Things that the keyboard reaches and that do not show it, one of each kind.
    focus() {
      const seen = new Set();
      const blind = [];
      for (const one of document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex='0']")) {
        const kind = kindOf(one);
        if (seen.has(kind) || !one.checkVisibility({ visibilityProperty: true })) continue;
        one.focus({ preventScroll: true });
        if (document.activeElement !== one) continue;
        seen.add(kind);
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) blind.push(kind);
      }
      document.activeElement.blur();
      return blind;
    },

    // Width of the page, and what reaches over the edge of the window without standing in a frame that scrolls.
    width() {
      const root = document.documentElement;
      const held = (element) => {
        for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
          if (getComputedStyle(up).overflowX !== "visible") return true;
        return false;
      };
      if (root.scrollWidth <= root.clientWidth) return [root.scrollWidth, []];
      const wide = [...document.body.querySelectorAll("*")].filter(
        (one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !held(one),
      );
      return [root.scrollWidth, [...new Set(wide.map(kindOf))].slice(0, 5)];
    },

    // What was looked at need not be laid out anew when the window has another width for the next page.
    hide() {
      document.documentElement.style.display = "none";
    },
  };
})();
