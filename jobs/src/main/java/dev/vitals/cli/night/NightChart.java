package dev.vitals.cli.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What a night costs against how large it is, and against how much was before it, as a picture. */
public final class NightChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 64;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 48;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#c0504d", "#4f8f3a", "#8064a2", "#7f7f7f");

    private final String title;
    private final String across;
    private final TreeMap<String, TreeMap<Double, Double>> lines = new TreeMap<>();

    private NightChart(String title, String across) {
        this.title = title;
        this.across = across;
    }

    /**
     * Writes a picture for each past of which there are nights of several sizes, and for each size with several pasts.
     *
     * @return the files
     */
    public static List<Path> write(NightFigures figures, Path folder) {
        List<Path> files = new ArrayList<>();
        List<NightWorld.Size> sizes =
                figures.runs().stream().map(NightRun::size).distinct().toList();
        for (int days :
                sizes.stream().map(NightWorld.Size::historyDays).distinct().toList()) {
            draw(
                    figures,
                    "Seconds of a night after " + days + " days",
                    "million messages",
                    size -> size.historyDays() == days && !size.isSkewed(),
                    size -> size.messages() * 1e-6,
                    folder.resolve("night-by-volume-" + days + "-days.svg"),
                    files);
        }
        for (int messages :
                sizes.stream().map(NightWorld.Size::messages).distinct().toList()) {
            draw(
                    figures,
                    String.format(Locale.ROOT, "Seconds of a night of %,d messages", messages),
                    "days before",
                    size -> size.messages() == messages && !size.isSkewed(),
                    NightWorld.Size::historyDays,
                    folder.resolve("night-by-history-" + messages + "-messages.svg"),
                    files);
        }
        return files;
    }

    private static void draw(
            NightFigures figures,
            String title,
            String across,
            Predicate<NightWorld.Size> isShown,
            ToDoubleFunction<NightWorld.Size> x,
            Path file,
            List<Path> files) {
        List<NightRun> shown =
                figures.runs().stream().filter(run -> isShown.test(run.size())).toList();
        if (shown.stream().map(run -> x.applyAsDouble(run.size())).distinct().count() < 2) {
            return;
        }
        NightChart chart = new NightChart(title, across);
        chart.add(shown, x, "wall", NightRun::wallSeconds);
        chart.add(
                shown.stream().filter(run -> run.who().equals(NightRun.WHOLE)).toList(),
                x,
                "CPU",
                NightRun::cpuSeconds);
        try {
            Files.createDirectories(folderOf(file));
            Files.writeString(file, chart.svg());
        } catch (IOException e) {
            throw new UncheckedIOException("No picture can be written to " + file, e);
        }
        files.add(file);
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().getParent();
    }

    /** Of several rounds the fastest. */
    private void add(
            List<NightRun> runs, ToDoubleFunction<NightWorld.Size> x, String what, Function<NightRun, Double> y) {
        runs.forEach(run -> lines.computeIfAbsent(run.who() + ", " + what, name -> new TreeMap<>())
                .merge(x.applyAsDouble(run.size()), y.apply(run), Math::min));
    }

    String svg() {
        double right =
                lines.values().stream().mapToDouble(TreeMap::lastKey).max().orElse(1);
        double top = lines.values().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text(svg, LEFT, 22, "start", title);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", across);
        for (int tick = 0; tick <= 4; tick++) {
            double y = y(top * tick / 4, top);
            svg.append("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>\n"
                    .formatted(LEFT, y, WIDTH - RIGHT, y));
            text(svg, LEFT - 6, y + 4, "end", "%.0f".formatted(top * tick / 4));
        }
        lines.values().stream()
                .flatMap(line -> line.keySet().stream())
                .distinct()
                .forEach(at -> text(svg, x(at, right), HEIGHT - BOTTOM + 16, "middle", number(at)));
        int colour = 0;
        double below = 0;
        for (String name : lines.keySet()) {
            below = Math.max(line(svg, name, right, top, COLOURS.get(colour++ % COLOURS.size()), below), 0);
        }
        return svg.append("</svg>\n").toString();
    }

    /** A line with its name in the margin, where names stand one below the other; returns where the name stands. */
    private double line(StringBuilder svg, String name, double right, double top, String colour, double below) {
        StringBuilder points = new StringBuilder();
        lines.get(name).forEach((at, value) -> {
            points.append("%.1f,%.1f ".formatted(x(at, right), y(value, top)));
            svg.append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s: %s, %.1f s</title></circle>\n"
                    .formatted(x(at, right), y(value, top), colour, name, number(at), value));
        });
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
                .formatted(points.toString().trim(), colour));
        double label = Math.max(TOP, below + 16);
        svg.append(
                "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>\n".formatted(WIDTH - RIGHT + 8, label, colour, name));
        return label;
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333\">%s</text>\n"
                .formatted(x, y, anchor, words));
    }

    private static String number(double at) {
        return at == Math.rint(at) ? "%.0f".formatted(at) : "%.1f".formatted(at);
    }

    private static double x(double at, double right) {
        return LEFT + (WIDTH - RIGHT - LEFT) * at / right;
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top;
    }
}
