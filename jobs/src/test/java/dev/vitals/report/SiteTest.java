package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.Contracts;
import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site of a few numbers: what its files hold, and what they never do. */
class SiteTest {
    private static final List<String> PAGES = List.of(
            "index.html",
            "explore.html",
            "experiments.html",
            "restatements.html",
            "corrections.html",
            "quality.html",
            "kpis.html",
            "tables.html");
    private static final KpiView SHARE = Given.share("overturn_rate");
    private static final KpiView COUNT = Given.kpi("reports_received", "count", "reports", GoodWhen.NEITHER);
    private static final String IMAGE = "<img src=x onerror=alert(1)>";
    private static final String END = "</script><script>alert(1)</script>";

    @TempDir
    private Path folder;

    private SiteWriter.Written write(Map<KpiView, List<Cell>> cells, SiteInput input) throws IOException {
        SiteWriter site = new SiteWriter(folder, Given.WEEK, new Gate(List.of()));
        for (Map.Entry<KpiView, List<Cell>> kpi : cells.entrySet()) {
            site.add(kpi.getKey(), kpi.getValue());
        }
        return site.write(input);
    }

    private SiteWriter.Written write(KpiView kpi, List<Cell> cells) throws IOException {
        return write(Map.of(kpi, cells), input(DataQuality.none()));
    }

    private static SiteInput input(DataQuality quality) {
        return new SiteInput(
                Given.AS_OF,
                quality,
                List.of(),
                List.of(),
                Contracts.load(),
                List.of(),
                List.of(),
                Maturing.NONE,
                List.of(),
                List.of());
    }

    private String page(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** What the explorer reads of a KPI. */
    private JsonNode numbers(KpiView kpi) throws IOException {
        Map<String, byte[]> files = files();
        String name = files.keySet().stream()
                .filter(file -> file.startsWith("data/" + kpi.id() + "-"))
                .findFirst()
                .orElseThrow();
        Matcher script = Pattern.compile("Vitals\\.receive\\(\"" + kpi.id() + "\", \"([A-Za-z0-9+/=]+)\"\\);\n")
                .matcher(new String(files.get(name)));
        assertThat(script.matches())
                .as(name + " holds nothing but packed numbers")
                .isTrue();
        byte[] packed = Base64.getDecoder().decode(script.group(1));
        return new ObjectMapper().readTree(new GZIPInputStream(new ByteArrayInputStream(packed)));
    }

    private static Cell day(KpiView kpi, int day, double value, long n) {
        return Given.cell(kpi, Period.day(Given.WEEK.start().plusDays(day)), value)
                .n(n)
                .build();
    }

    private static List<Cell> week(KpiView kpi) {
        List<Cell> cells = new ArrayList<>(Given.days(kpi, Given.WEEK, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7));
        cells.add(Given.cell(kpi, Given.WEEK, 0.4).build());
        return cells;
    }

    @Test
    void everyPageIsWellFormedAndHasAPolicyWithoutExceptions() throws IOException {
        write(SHARE, week(SHARE));

        for (String name : PAGES) {
            Page page = Page.parse(page(name));
            String policy = page.all("meta").stream()
                    .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                    .map(meta -> meta.getAttribute("content"))
                    .findFirst()
                    .orElseThrow();
            assertThat(policy)
                    .startsWith(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'")
                    .contains("require-trusted-types-for 'script'")
                    .doesNotContain("unsafe", "http", "*", "data:", "blob:");
            assertThat(page.all("style")).isEmpty();
            assertThat(page.all("script"))
                    .allMatch(script -> script.getAttribute("type").equals("application/json")
                            ? script.getAttribute("src").isEmpty()
                            : script.getTextContent().isEmpty());
            assertThat(page.all("*")).noneMatch(each -> each.hasAttribute("style") || each.hasAttribute("onclick"));
            assertThat(page.ids()).as(name).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyFileThatAPageNamesIsThere() throws IOException {
        write(SHARE, week(SHARE));

        Map<String, byte[]> files = files();
        for (String name : PAGES) {
            Matcher named =
                    Pattern.compile("(?:href|src)=\"([^\"#]+)(#[^\"]*)?\"").matcher(page(name));
            while (named.find()) {
                assertThat(files).as(name + " names " + named.group(1)).containsKey(named.group(1));
            }
        }
        assertThat(page("explore.html")).contains("\"file\":\"data/overturn_rate-");
    }

    @Test
    void aLinkToAPlaceLeadsToOne() throws IOException {
        write(SHARE, week(SHARE));

        for (String name : PAGES) {
            Matcher link = Pattern.compile("href=\"([a-z]*\\.html)?#([A-Za-z0-9_-]+)\"")
                    .matcher(page(name));
            while (link.find()) {
                String target = link.group(1) == null ? name : link.group(1);
                assertThat(Page.parse(page(target)).ids())
                        .as(name + " to " + target)
                        .contains(link.group(2));
            }
        }
    }

    @Test
    void hostileNamesStayText() throws IOException {
        List<Cell> cells = week(SHARE);
        for (String name : List.of(IMAGE, END, "=HYPERLINK(\"http://x\")", "\u202Egnp", "{{body}}")) {
            cells.add(Given.cell(SHARE, Given.WEEK, 0.4).slice("language", name).build());
        }
        DataQuality.Intake intake = new DataQuality.Intake(IMAGE, 1, 0, 0, 5, 3, 1, 1, 0);
        DataQuality quality = new DataQuality(
                List.of(intake),
                List.of(new DataQuality.Quarantined(END, IMAGE, 1)),
                List.of(new DataQuality.Ignored(IMAGE, END, 1)),
                List.of(new DataQuality.Unread(END, IMAGE, 1)),
                List.of(new DataQuality.Restated(IMAGE, END, 1, 0)),
                List.of(),
                1,
                List.of());
        SiteInput input = new SiteInput(
                Given.AS_OF,
                quality,
                List.of(new SiteInput.Night(Given.AS_OF, intake)),
                List.of(new SiteInput.Check(IMAGE, END, "warn", 1, 1, 1, 1, Given.AS_OF)),
                Contracts.load(),
                List.of(new ContextDay(Given.AS_OF, 3, 1, 5, 10, 0)),
                List.of(),
                Maturing.NONE,
                List.of(),
                List.of());
        KpiView named = new KpiView(
                "odd",
                1,
                IMAGE,
                END,
                Map.of("statistic", "share"),
                "share",
                "share",
                GoodWhen.LOWER,
                List.of("value"),
                Map.of(),
                20,
                0,
                IMAGE,
                List.of(END));
        write(Map.of(SHARE, cells, named, week(named)), input);

        for (String name : PAGES) {
            String html = page(name);
            Page page = Page.parse(html);
            assertThat(page.all("img")).as(name).isEmpty();
            assertThat(html).as(name).doesNotContain("\u202E").doesNotContain("<script>");
        }
        assertThat(Page.parse(page("quality.html")).text()).contains(IMAGE, END);
        // A block of data ends at the first end tag: in it, nothing may look like one.
        JsonNode data = new ObjectMapper()
                .readTree(Page.parse(page("explore.html")).byId("data").getTextContent());
        assertThat(data.findValuesAsText("title")).contains(IMAGE);
        assertThat(page("explore.html").split("id=\"data\">")[1]).doesNotContain("<img", "<script");
        assertThat(numbers(SHARE).get("slices").toString()).contains("<img src=x", "[U+202E]gnp");
    }

    @Test
    void aHiddenNumberIsNowhereInTheSite() throws IOException {
        // 7 of a Monday's 1,000 reports are in one language: that is hidden, and so is the next smallest beside it.
        List<Cell> cells = new ArrayList<>(List.of(day(COUNT, 0, 1000, 1000), day(COUNT, 1, 990, 990)));
        cells.add(Given.cell(COUNT, Period.day(Given.WEEK.start()), 7.03125)
                .slice("language", "ko")
                .n(7)
                .build());
        cells.add(Given.cell(COUNT, Period.day(Given.WEEK.start()), 41.40625)
                .slice("language", "fr")
                .n(41)
                .build());
        cells.add(Given.cell(COUNT, Period.day(Given.WEEK.start()), 951.5625)
                .slice("language", "en")
                .n(951)
                .build());
        write(COUNT, cells);

        JsonNode numbers = numbers(COUNT);
        assertThat(numbers.get("slices").toString()).isEqualTo("[[],[\"language\",\"en\"]]");
        assertThat(numbers.toString())
                .doesNotContain("7.03", "41.4", "\"ko\"", "\"fr\"")
                .contains("951.6");
    }

    @Test
    void theSiteHidesWhatAnExportHides(@TempDir Path other) throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            cells.add(day(COUNT, day, 300, 300));
            cells.add(Given.cell(COUNT, Period.day(Given.WEEK.start().plusDays(day)), 280)
                    .slice("language", "en")
                    .n(280)
                    .build());
            long few = day == 3 ? 5 : 20;
            cells.add(Given.cell(COUNT, Period.day(Given.WEEK.start().plusDays(day)), few)
                    .slice("language", "ko")
                    .n(few)
                    .build());
        }
        KpiExport.Written export = new KpiExport(other, new Gate(List.of())).write(COUNT, cells);

        SiteWriter.Written site = write(COUNT, cells);

        assertThat(export.hidden()).isPositive();
        assertThat(site.hidden()).isEqualTo(export.hidden());
        assertThat(site.numbers()).isEqualTo(export.rows());
    }

    @Test
    void aWeekMovesInTheSiteAsItDoesInTheReport() {
        ReportInput week = Sample.week();
        Figures report = new Figures(week);
        int compared = 0;
        for (KpiView kpi : week.kpis()) {
            List<Cell> cells = Stream.concat(week.daily().stream(), week.periods().stream())
                    .filter(cell -> cell.kpi().equals(kpi.id()))
                    .toList();
            KpiFigures site = new KpiFigures(kpi, cells, week.gate());
            for (String estimate : kpi.estimates()) {
                assertThat(site.movement(estimate, week.period(), Map.of()))
                        .as(kpi.id())
                        .isEqualTo(report.movement(kpi, estimate));
                compared += report.movement(kpi, estimate).isMoved() ? 1 : 0;
            }
        }
        assertThat(compared).as("moves in the sample").isGreaterThan(3);
    }

    @Test
    void theSameNumbersGiveTheSameBytes(@TempDir Path other) throws IOException {
        write(SHARE, week(SHARE));
        Map<String, byte[]> first = files();
        folder = other;

        write(SHARE, week(SHARE));

        assertThat(files())
                .hasSameSizeAs(first)
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
    }

    @Test
    void anEarlierSiteIsReplacedAndNothingElseIs() throws IOException {
        write(Map.of(SHARE, week(SHARE), COUNT, week(COUNT)), input(DataQuality.none()));
        Files.writeString(folder.resolve("data/kept.txt"), "mine");
        String before = files().keySet().stream()
                .filter(f -> f.startsWith("data/reports_received"))
                .findFirst()
                .orElseThrow();

        write(SHARE, week(SHARE));

        assertThat(files())
                .doesNotContainKey(before)
                .containsKey("data/kept.txt")
                .containsKey("index.html");
        assertThat(page("explore.html")).doesNotContain("data/reports_received-");
    }

    @Test
    void aFolderOfSomethingElseIsNotFree() throws IOException {
        assertThat(SiteWriter.isFree(folder.resolve("absent"))).isTrue();
        assertThat(SiteWriter.isFree(folder)).isTrue();
        Files.writeString(folder.resolve("thesis.txt"), "mine");
        assertThat(SiteWriter.isFree(folder)).isFalse();
        Files.delete(folder.resolve("thesis.txt"));
        write(SHARE, week(SHARE));
        assertThat(SiteWriter.isFree(folder)).isTrue();
    }

    @Test
    void theListOfAnEarlierSiteCanNotNameFilesOfOthers() throws IOException {
        write(SHARE, week(SHARE));
        Path outside = folder.resolveSibling("outside.txt");
        Files.writeString(outside, "mine");
        Files.writeString(folder.resolve(SiteFiles.MARKER), "../outside.txt\n/etc/passwd\ndata/../../outside.txt\n");

        write(SHARE, week(SHARE));

        assertThat(outside).exists();
    }

    @Test
    void whatASiteHasBesideItsNumbersIsSmall() throws IOException {
        SiteWriter.Written written = write(SHARE, week(SHARE));

        // The chart library is 463 kB of it.
        assertThat(written.bytes()).isLessThan(800_000);
        assertThat(files().keySet())
                .contains(
                        "licenses/echarts-LICENSE.txt",
                        "licenses/echarts-NOTICE.txt",
                        "licenses/d3-LICENSE.txt",
                        "licenses/zrender-LICENSE.txt");
    }
}
