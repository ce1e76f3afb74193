// Buttons that copy a citation. Without this script the text can be marked and copied by hand.
(() => {
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  for (const block of document.querySelectorAll(".copyable")) {
    const text = block.querySelector(".text");
    const button = document.createElement("button");
    const name = block.querySelector(".style")?.textContent.replace(":", "").trim();
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    button.setAttribute("aria-label", name ? `copy ${name}` : "copy citation");
    button.addEventListener("click", async () => {
      const done = await copy(text.textContent.trim());
      button.textContent = done ? "copied" : "not copied";
      setTimeout(() => (button.textContent = "copy"), 2000);
    });
    if (text.tagName === "PRE") text.before(button);
    else text.after(button);
  }
})();
