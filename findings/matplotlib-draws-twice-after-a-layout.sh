#!/usr/bin/env bash
# matplotlib 3.11.2 (installed below). A figure that was laid out once and is to stay so is told set_layout_engine("none"). What it then has is no
# layout engine but one that stands for the former and does nothing, and `savefig`, which asks only whether there is any,
# still draws the whole figure once more without writing it, for a layout that is not made. A figure that never had an engine is drawn
# once. The print method of the canvas draws once in either case, but that of SVG and of PDF leaves the figure at 72 dots an inch.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "matplotlib==3.11.2"
export MPLCONFIGDIR="$folder/settings"
"$folder/venv/bin/python" - > "$folder/seen" <<'END'
import io

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D


class Counted(Line2D):
    times = 0

    def draw(self, renderer):
        Counted.times += 1
        super().draw(renderer)


def drawn(layout, save):
    figure = Figure(layout=layout)
    figure.add_subplot().add_line(Counted([0, 1], [0, 1]))
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    Counted.times = 0
    save(figure)
    return Counted.times


print("savefig, never laid out:", drawn(None, lambda figure: figure.savefig(io.BytesIO(), format="png")))
print("savefig, was laid out:", drawn("constrained", lambda figure: figure.savefig(io.BytesIO(), format="png")))
print("print_png, was laid out:", drawn("constrained", lambda figure: FigureCanvasAgg(figure).print_png(io.BytesIO())))
figure = Figure(dpi=100)
FigureCanvasSVG(figure).print_svg(io.StringIO())
print("dots an inch after print_svg:", figure.dpi)
END
cat "$folder/seen"
diff "$folder/seen" - <<'END' || { echo "matplotlib behaves otherwise now"; exit 1; }
savefig, never laid out: 1
savefig, was laid out: 2
print_png, was laid out: 1
dots an inch after print_svg: 72
END
