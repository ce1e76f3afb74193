"""Measure how soon the page *What if?* shows a change: ``python benchmarks/bench_what_if.py [--rounds N]``.

The built page is opened in Debian's chromium without a window. Claims are taken out and let in again, and the coverage
of ranges is changed, with the claims of the book and with pasted tables; printed is the median time from the event to
the end of the next frame, and that of the script alone, in Markdown. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
from pathlib import Path

import numpy as np

PAGE = Path(__file__).resolve().parents[1] / "_build" / "html" / "book" / "what-if.html"

#: How many claims are pasted; none are those of the book.
SIZES = (0, 100, 1000)

#: Change a field again and again, and give for each time the milliseconds of the script and those to the next frame.
_TIMED = """async ([what, rounds]) => {
  const wait = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0); // handled when the frame is drawn
  }));
  const labels = [...document.querySelectorAll(".what-if-controls label")];
  const label = labels.find((one) => one.textContent.startsWith(what));
  const box = ".what-if-controls details input[type=checkbox]";
  const field = label ? label.querySelector("input") : document.querySelector(box);
  const found = [];
  for (let k = 0; k < rounds; k += 1) {
    await wait();
    const start = performance.now();
    if (field.type === "checkbox") field.click();
    else {
      field.value = k % 2 ? "90" : "80";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const script = performance.now() - start;
    await wait();
    found.push([script, performance.now() - start]);
  }
  return found;
}"""

#: What is changed, and how the field is called; the first box of the choices has no fixed name.
CHANGES = {"claims taken out or let in": "\0", "coverage of ranges": "Ranges hold the value"}


def table(count: int) -> str:
    """Draw a table of claims of three outcomes and many lineages; the same for the same number."""
    draw = np.random.default_rng(count)
    rows = ["estimate,low,point,high,outcome,lineage"]
    for number in range(count):
        low, point, high = (round(value) for value in np.sort(np.exp(draw.uniform(4, 12, 3))))
        ends = [(low, "", high), ("", point, ""), (low, "", ""), (low, point, high)][number % 4]
        outcome = ("battle", "violent", "excess")[number % 3]
        rows.append(",".join(map(str, (f"claim {number}", *ends, outcome, f"l{number % (count // 10)}"))))
    return "\n".join(rows)


def measured(page, rounds: int) -> list[tuple[str, float, float]]:
    """Time each change; median milliseconds of the script and to the next frame."""
    found = []
    for words, field in CHANGES.items():
        times = page.evaluate(_TIMED, [field, rounds])
        script, frame = (statistics.median(column) for column in zip(*times, strict=True))
        found.append((words, script, frame))
    return found


def main(arguments: list[str] | None = None) -> None:
    """Measure and print a table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args(arguments).rounds
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        print(
            f"Chromium {browser.version} on {platform.machine()}, {os.cpu_count()} cores, load at the start "
            f"{os.getloadavg()[0]:.1f}; median of {rounds} changes.\n"
        )
        print("| claims | change | script (ms) | to the next frame (ms) |\n|---:|---|---:|---:|")
        for size in SIZES:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(PAGE.as_uri())
            page.wait_for_selector(".what-if-panel")
            if size:
                page.locator(".what-if-own > summary").click()
                page.get_by_label("Table of claims", exact=True).fill(table(size))
                page.get_by_label("Table of outcomes").fill("outcome,part_of\nbattle,violent\nviolent,excess")
                page.get_by_role("button", name="Use this table").click()
                page.locator(".what-if-sentence", has_text=f"{size:,} claims").wait_for()
            count = page.locator(".what-if-sentence").inner_text().partition("Admitted: ")[2].partition(" ")[0]
            for words, script, frame in measured(page, rounds):
                print(f"| {count} | {words} | {script:.0f} | {frame:.0f} |", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
