package dev.vitals.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes gold as a site of static pages that open from disk: KPI by KPI, then the pages over all of them.
 *
 * <p>The numbers of a KPI are a script of their own, loaded when somebody chooses the KPI: pages opened from disk may not
 * read other files, but they may run them. The script holds packed JSON, a third of its size.
 */
public final class SiteWriter {
    /** Days before the week of the overview that its charts show. */
    private static final int TREND_DAYS = 56;

    /** The chart library and what has to go with it, as the build lays them out, to their names in a site. */
    private static final Map<String, String> LICENCES = Map.of(
            "LICENSE", "licenses/echarts-LICENSE.txt",
            "NOTICE", "licenses/echarts-NOTICE.txt",
            "LICENSE-d3", "licenses/d3-LICENSE.txt",
            "zrender/LICENSE", "licenses/zrender-LICENSE.txt");

    private static final List<String> SCRIPTS =
            List.of("guard", "format", "numbers", "chart", "explorer", "experiments", "filter");

    private final Path folder;
    private final SiteFiles files;
    private final Gate gate;
    private final Period week;
    private final Map<String, KpiView> kpis = new LinkedHashMap<>();
    private final Map<String, String> data = new HashMap<>();
    private final List<SiteQuality.Coverage> coverage = new ArrayList<>();
    private final List<Cell> daily = new ArrayList<>();
    private final List<Cell> periods = new ArrayList<>();
    private int numbers;
    private int tooFew;

    /**
     * A site in the making.
     *
     * @param folder where it goes; see {@link #isFree}
     * @param week the week of the overview
     * @param gate what decides which numbers stay hidden
     */
    public SiteWriter(Path folder, Period week, Gate gate) {
        this.folder = folder;
        this.files = new SiteFiles(folder);
        this.week = week;
        this.gate = gate;
    }

    /** Whether a site may be written to the folder: it is absent, empty, or holds an earlier site. */
    public static boolean isFree(Path folder) throws IOException {
        return SiteFiles.isFree(folder);
    }

    /**
     * What was written.
     *
     * @param index the page to open
     * @param kpis KPIs with numbers
     * @param numbers numbers behind the gate, pairs of dimensions included
     * @param hidden of them, those that are hidden to protect few people
     * @param files how many files
     * @param bytes their size
     */
    public record Written(String index, int kpis, int numbers, int hidden, int files, long bytes) {}

    /**
     * Adds a KPI.
     *
     * @param cells its days, weeks and months, every slice and estimate
     * @throws IOException when a file can't be written
     */
    public void add(KpiView kpi, List<Cell> cells) throws IOException {
        gate.decide(kpi, cells);
        KpiFigures figures = new KpiFigures(kpi, cells, gate);
        KpiSeries series = new KpiSeries(figures, cells);
        kpis.put(kpi.id(), kpi);
        coverage.add(SiteQuality.Coverage.of(figures, cells));
        cells.stream().filter(this::isOfOverview).forEach(daily::add);
        cells.stream().filter(this::isOfWeeks).forEach(periods::add);
        numbers += figures.size();
        tooFew += figures.tooFew();
        if (!series.isEmpty()) {
            String script = "Vitals.receive(\"" + kpi.id() + "\", \"" + packed(series.json()) + "\");\n";
            data.put(kpi.id(), files.asset("data", kpi.id(), "js", script.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private boolean isOfOverview(Cell cell) {
        return cell.slice().isEmpty()
                && cell.start().equals(cell.end())
                && !cell.start().isBefore(week.start().minusDays(TREND_DAYS))
                && !cell.start().isAfter(week.end());
    }

    private boolean isOfWeeks(Cell cell) {
        Period period = Period.of(cell.start(), cell.end());
        return cell.slice().size() <= 1 && (period.equals(week) || period.equals(week.compared()));
    }

    /** Takes its time. */
    private static final class Packer extends GZIPOutputStream {
        Packer(OutputStream to) throws IOException {
            super(to);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    /** JSON as packed text. */
    private static String packed(String json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Packer zip = new Packer(bytes)) {
            zip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * Writes the pages, and takes away what only an earlier site in the folder used.
     *
     * @throws IOException when a file can't be written
     */
    public Written write(SiteInput input) throws IOException {
        SiteFrame frame = new SiteFrame(
                input.asOf(),
                asset(
                        "site",
                        "css",
                        Template.style() + Template.read("experiments.css") + Template.read("site/site.css")),
                template("icon", "svg"));
        Map<String, String> scripts = new HashMap<>();
        for (String name : SCRIPTS) {
            scripts.put(name, template(name, "js"));
        }
        String echarts = files.asset("assets", "echarts", "js", library("echarts.simple.min.js"));
        for (Map.Entry<String, String> licence : LICENCES.entrySet()) {
            files.asset(licence.getValue(), library(licence.getKey()));
        }
        Figures figures = new Figures(new ReportInput(
                week,
                input.asOf(),
                List.copyOf(kpis.values()),
                daily,
                periods,
                gate,
                input.quality(),
                input.context(),
                input.alarms(),
                input.maturing(),
                input.experiments()));
        List<Layout.Chapter> chapters = Layout.chapters(figures);
        List<String> filters = List.of(scripts.get("guard"), scripts.get("filter"));

        List<String> drawing = List.of(
                scripts.get("guard"),
                echarts,
                scripts.get("format"),
                scripts.get("numbers"),
                scripts.get("chart"),
                scripts.get("explorer"));
        SiteExplorer explorer = new SiteExplorer(chapters, kpis, data);
        page(
                frame,
                SiteFrame.Page.EXPLORER,
                explorer.render(),
                drawing,
                json -> explorer.index(json, input.asOf().toString()));
        SiteExperiments experiments = new SiteExperiments(
                input.experiments(), kpis, input.asOf(), new SiteChanges(input.changes(), kpis, gate, input.asOf()));
        page(
                frame,
                SiteFrame.Page.EXPERIMENTS,
                experiments.render(),
                experiments.hasCharts() ? effects(scripts, echarts) : List.of(),
                experiments::charts);
        page(frame, SiteFrame.Page.RESTATEMENTS, new SiteLog(input.quality(), kpis, gate).render(), filters);
        page(frame, SiteFrame.Page.CORRECTIONS, new SiteCorrections(input.quality(), kpis, gate).render(), filters);
        page(frame, SiteFrame.Page.QUALITY, new SiteQuality(input, coverage).render(), filters);
        page(frame, SiteFrame.Page.CATALOGUE, SiteCatalogue.render(chapters, kpis), filters);
        page(frame, SiteFrame.Page.DICTIONARY, SiteDictionary.render(input.contracts()), filters);
        page(
                frame,
                SiteFrame.Page.OVERVIEW,
                new SiteOverview(figures, new SiteLinks(List.copyOf(kpis.values()))).render(),
                List.of());
        Map<String, Long> sizes = files.finish();
        return new Written(
                folder.resolve(SiteFrame.Page.OVERVIEW.file()).toString(),
                data.size(),
                numbers,
                tooFew,
                sizes.size(),
                sizes.values().stream().mapToLong(Long::longValue).sum());
    }

    private static List<String> effects(Map<String, String> scripts, String library) {
        return List.of(
                scripts.get("guard"), library, scripts.get("format"), scripts.get("chart"), scripts.get("experiments"));
    }

    private void page(SiteFrame frame, SiteFrame.Page page, List<Element> content, List<String> scripts) {
        page(frame, page, content, scripts, json -> {});
    }

    private void page(
            SiteFrame frame, SiteFrame.Page page, List<Element> content, List<String> scripts, SiteFrame.Data index) {
        files.page(page.file(), frame.page(page, content, scripts, index));
    }

    private String template(String name, String ending) throws IOException {
        return asset(name, ending, Template.read("site/" + name + "." + ending));
    }

    private String asset(String name, String ending, String text) throws IOException {
        return files.asset("assets", name, ending, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of the chart library. */
    private static byte[] library(String name) throws IOException {
        try (InputStream in = SiteWriter.class.getResourceAsStream("/site/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The jar has no /site/" + name + "; the build unpacks it from the chart library, build again.");
            }
            return in.readAllBytes();
        }
    }
}
