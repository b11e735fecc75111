package dev.spillway.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** A plot of rows, as SVG that follows the reader's light or dark theme. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int LABELS = 190;
    private static final int NUMBERS = 190;
    private static final int ROW = 26;
    private static final int TOP = 44;

    private final StringBuilder svg = new StringBuilder();
    private int y = TOP;

    private Chart(String title, int rows) {
        int height = TOP + rows * ROW + 10;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH, height, title);
        add("<style>text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-weight:600;font-size:15px}"
                + ".bar{fill:#8c959f}.ours{fill:#0969da}.range{stroke:#8c959f;stroke-width:6;stroke-linecap:round}"
                + ".range.ours{stroke:#0969da}.mark{fill:#24292f}"
                + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.mark{fill:#e6edf3}}</style>");
        add("<text class=\"title\" x=\"8\" y=\"24\">%s</text>", title);
    }

    /**
     * A row.
     *
     * @param values from the least to the greatest; one for a bar
     * @param numbers the same, for the reader
     */
    record Row(String label, List<Double> values, String numbers) {
        double greatest() {
            return values.get(values.size() - 1);
        }
    }

    /** Bars from zero. */
    static String bars(String title, List<Row> rows) {
        double greatest = rows.stream().mapToDouble(Row::greatest).max().orElse(1);
        Chart chart = new Chart(title, rows.size());
        for (Row row : rows) {
            chart.label(row);
            chart.add(
                    "<rect class=\"bar%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" rx=\"2\"/>",
                    ours(row),
                    LABELS,
                    chart.y + 4,
                    Math.max(1, row.greatest() / greatest * (WIDTH - LABELS - NUMBERS)));
            chart.numbers(row);
        }
        return chart.end();
    }

    /** Ranges with a mark at each value, on a logarithmic axis. */
    static String ranges(String title, List<Row> rows) {
        double least = rows.stream().mapToDouble(row -> row.values.get(0)).min().orElse(1);
        double greatest = rows.stream().mapToDouble(Row::greatest).max().orElse(10);
        double span = Math.max(1e-9, Math.log(greatest) - Math.log(least));
        DoubleUnaryOperator at =
                value -> LABELS + (Math.log(value) - Math.log(least)) / span * (WIDTH - LABELS - NUMBERS - 8);
        Chart chart = new Chart(title, rows.size());
        for (Row row : rows) {
            chart.label(row);
            chart.add(
                    "<line class=\"range%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                    ours(row),
                    at.applyAsDouble(row.values.get(0)),
                    chart.y + 11,
                    at.applyAsDouble(row.greatest()),
                    chart.y + 11);
            for (double value : row.values) {
                chart.add(
                        "<rect class=\"mark\" x=\"%.1f\" y=\"%d\" width=\"2\" height=\"14\"/>",
                        at.applyAsDouble(value) - 1, chart.y + 4);
            }
            chart.numbers(row);
        }
        return chart.end();
    }

    private static String ours(Row row) {
        return row.label.startsWith("spillway") ? " ours" : "";
    }

    private void label(Row row) {
        add("<text x=\"8\" y=\"%d\">%s</text>", y + 15, row.label);
    }

    private void numbers(Row row) {
        add("<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - NUMBERS + 8, y + 15, row.numbers);
        y += ROW;
    }

    private void add(String format, Object... values) {
        svg.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private String end() {
        return svg.append("</svg>\n").toString();
    }
}
