package dev.spillway.crash;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Draws a soak as SVG: a row for each thing that was measured, over time, and a mark where each fault began.
 *
 * @param faults the fault that began with each sample, or an empty text
 */
record SoakGraph(List<SoakSample> samples, List<String> faults) {
    private static final int WIDTH = 960;
    private static final int LEFT = 150;
    private static final int RIGHT = 10;
    private static final int ROW = 64;
    private static final int GAP = 22;
    private static final int MOST_POINTS = 480;
    private static final double MB = 1 << 20;

    private record Row(String title, String color, ToDoubleFunction<SoakSample> value) {}

    private static final List<Row> ROWS = List.of(
            new Row("resident, MB", "#1f6feb", sample -> sample.resident() / MB),
            new Row("heap after GC, MB", "#8250df", sample -> sample.heap() / MB),
            new Row("direct, MB", "#0a7d72", sample -> sample.direct() / MB),
            new Row("mapped files, MB", "#9a6700", sample -> sample.mapped() / MB),
            new Row("descriptors", "#bf3989", SoakSample::descriptors),
            new Row("threads", "#57606a", SoakSample::threads),
            new Row("events pending, 1,000", "#cf222e", sample -> sample.pending() / 1000.0));

    String svg() {
        int height = GAP + ROWS.size() * (ROW + GAP) + 2 * GAP;
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                height,
                WIDTH,
                height);
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        faultMarks(svg, height - 2 * GAP);
        for (int i = 0; i < ROWS.size(); i++) {
            row(svg, ROWS.get(i), GAP + i * (ROW + GAP));
        }
        minutes(svg, height - GAP);
        return svg.append("</svg>\n").toString();
    }

    private void faultMarks(StringBuilder svg, int bottom) {
        line(svg, "<g stroke=\"#d0d7de\" stroke-width=\"1\">");
        for (int i = 0; i < faults.size(); i++) {
            if (!faults.get(i).isEmpty()) {
                double x = x(i);
                line(
                        svg,
                        "<path d=\"M%.1f %dV%d\"><title>%s at %d s</title></path>",
                        x,
                        GAP,
                        bottom,
                        faults.get(i),
                        samples.get(i).second());
            }
        }
        line(svg, "</g>");
    }

    /** Some samples make one point, at the highest of them, so that no peak is hidden. */
    private void row(StringBuilder svg, Row row, int top) {
        double most = samples.stream().mapToDouble(row.value()).max().orElse(0);
        double scale = most == 0 ? 0 : ROW / most;
        int step = Math.max(1, (samples.size() + MOST_POINTS - 1) / MOST_POINTS);
        StringBuilder points = new StringBuilder();
        for (int from = 0; from < samples.size(); from += step) {
            int to = Math.min(samples.size(), from + step);
            double highest = samples.subList(from, to).stream()
                    .mapToDouble(row.value())
                    .max()
                    .orElse(0);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(from), top + ROW - highest * scale));
        }
        line(svg, "<path d=\"M%d %dH%d\" stroke=\"#8c959f\"/>", LEFT, top + ROW, WIDTH - RIGHT);
        line(
                svg,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\" points=\"%s\"/>",
                row.color(),
                points.toString().strip());
        line(svg, "<text x=\"8\" y=\"%d\" fill=\"%s\">%s</text>", top + ROW / 2 + 4, row.color(), row.title());
        label(svg, top + 10, String.format(Locale.ROOT, most < 10 ? "%.1f" : "%.0f", most));
        label(svg, top + ROW, "0");
    }

    private static void label(StringBuilder svg, int y, String text) {
        line(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#57606a\">%s</text>", LEFT - 6, y, text);
    }

    private void minutes(StringBuilder svg, int y) {
        long seconds = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).second();
        long step = seconds > 600 ? 300 : seconds > 60 ? 60 : 5;
        String unit = step < 60 ? " s" : " min";
        for (int i = 0; i < samples.size(); i++) {
            long second = samples.get(i).second();
            if (second % step == 0) {
                line(
                        svg,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#57606a\">%d%s</text>",
                        Math.min(x(i), WIDTH - RIGHT - 14),
                        y,
                        step < 60 ? second : second / 60,
                        unit);
            }
        }
    }

    private double x(int index) {
        return LEFT + (double) (WIDTH - LEFT - RIGHT) * index / Math.max(1, samples.size() - 1);
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
