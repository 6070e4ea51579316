package dev.vitals.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a page says of a change after its launch. */
final class ChangePart {
    private final ChangeView view;
    private final LocalDate asOf;
    private final boolean hasCharts;

    /**
     * A change.
     *
     * @param view what may be told of it
     * @param charts whether its primary metrics are drawn
     */
    ChangePart(ChangeView view, LocalDate asOf, Charts charts) {
        this.view = view;
        this.asOf = asOf;
        this.hasCharts = charts == Charts.DRAWN;
    }

    /** Whether the primary metrics of a change are drawn. */
    enum Charts {
        DRAWN,
        LEFT_OUT
    }

    LaunchedChange change() {
        return view.change();
    }

    /** One line for each primary metric. */
    Node primaryVerdicts() {
        Element lines = Element.of("span");
        view.effects().stream()
                .filter(view::isPrimary)
                .forEach(effect -> lines.add(
                        Element.of("span").with("class", "sub").text(view.title(effect) + ": " + view.words(effect))));
        return view.effects().isEmpty() ? Node.text("not judged") : lines;
    }

    Element render() {
        LaunchedChange change = view.change();
        Element part = SiteTables.part(change.anchor(), change.title())
                .add(Element.of("p").with("class", "lead").text(change.spec().hypothesis()), facts());
        change.problem().ifPresent(problem -> part.add(note("Not judged: " + problem)));
        if (view.effects().isEmpty()) {
            return part;
        }
        ChangeTables tables = new ChangeTables(view);
        part.add(verdicts(), tables.effects());
        long unknown = change.effects().size() - view.effects().size();
        if (unknown > 0) {
            part.add(note(Format.counted(unknown, "metric") + " not shown: the KPI is gone."));
        }
        for (ChangeChart chart : charts()) {
            part.add(figure(chart), chart.isOfDays() ? tables.days(chart) : tables.since(chart));
        }
        return part;
    }

    private Element facts() {
        LaunchedChange change = view.change();
        FactList facts = new FactList()
                .add("Id", Element.of("code").text(change.spec().id()))
                .add("Owner", Node.foreign(change.spec().owner()))
                .add("Change", Node.text(kind()))
                .add("Judged by", Node.text(method()));
        return facts.render();
    }

    /** For whom it came, and when. */
    private String kind() {
        LaunchedChange change = view.change();
        if (change.isForEveryone()) {
            return "For everyone, since " + Format.fullDay(change.on());
        }
        Map<LocalDate, Integer> waves = new TreeMap<>();
        change.spec()
                .rollout()
                .forEach(wave -> waves.merge(wave.on(), wave.channels().size(), Integer::sum));
        return "For some channels first: "
                + waves.entrySet().stream()
                        .map(wave -> Format.count(wave.getValue())
                                + (wave.getKey().isAfter(asOf) ? " from " : " since ")
                                + Format.fullDay(wave.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private String method() {
        LaunchedChange change = view.change();
        String metrics = change.spec().metrics().size() == 1
                ? ""
                : "; p-values of %s adjusted by Holm"
                        .formatted(Format.counted(change.spec().metrics().size(), "metric"));
        String alpha = "; false calls at most " + Format.share(change.spec().alpha());
        if (change.isForEveryone()) {
            return "The days before it, by interrupted time series" + alpha + metrics;
        }
        boolean isStaggered = change.spec().rollout().stream()
                        .map(wave -> wave.on())
                        .filter(day -> !day.isAfter(asOf))
                        .distinct()
                        .count()
                > 1;
        return "Channels that did not have it, by difference in differences" + (isStaggered ? ", staggered" : "")
                + alpha + metrics;
    }

    private Element verdicts() {
        Element list = Element.of("ul").with("class", "changes verdicts");
        for (ChangeEffect effect : view.effects()) {
            list.add(Element.of("li")
                    .add(
                            tag(view, effect),
                            Element.of("span")
                                    .add(
                                            Element.of("strong").text(view.title(effect)),
                                            Node.text(": " + view.words(effect) + ". "
                                                    + ChangeWords.whatWouldChange(view, effect, asOf)))));
        }
        return list;
    }

    /** The verdict in a word or two. */
    static Element tag(ChangeView view, ChangeEffect effect) {
        return Element.of("span").with("class", "tag " + tone(view, effect)).text(gist(view, effect));
    }

    private static String gist(ChangeView view, ChangeEffect effect) {
        if (!view.isShown(effect)) {
            return "Too few";
        }
        return switch (effect.verdict()) {
            case "better", "worse" -> Format.capital(effect.verdict());
            case "few_days", "few_clusters" -> "Not known";
            case "trends_apart" -> "Not judged";
            default -> "Not shown";
        };
    }

    private static String tone(ChangeView view, ChangeEffect effect) {
        if (!view.isShown(effect)) {
            return "few";
        }
        return switch (effect.verdict()) {
            case "better", "worse" -> effect.verdict();
            default -> "open";
        };
    }

    /** The charts of primary metrics that have something to draw. */
    List<ChangeChart> charts() {
        return hasCharts
                ? view.effects().stream()
                        .filter(view::isPrimary)
                        .map(effect -> new ChangeChart(view, effect))
                        .filter(ChangeChart::isDrawn)
                        .toList()
                : List.of();
    }

    private Element figure(ChangeChart chart) {
        String title = view.title(chart.effect());
        return Element.of("div")
                .with("class", "launched")
                .add(
                        Element.of("figure")
                                .add(
                                        Element.of("figcaption")
                                                .with("id", chart.id() + "-caption")
                                                .text(title
                                                        + (chart.isOfDays()
                                                                ? " by day"
                                                                : ": effect by days since the change")),
                                        Element.of("div")
                                                .with("id", chart.id())
                                                .with("class", "effect launch")
                                                .with("role", "img")
                                                .with("aria-labelledby", chart.id() + "-caption")),
                        note(
                                chart.isOfDays()
                                        ? "Marks are days, the line what was fitted to them before the change and after; short dashes: what the"
                                                + " line before makes of the days after. The upright line is the day of the change."
                                        : "The line is the effect, the band its interval; left of the upright line, before the change, it should be"
                                                + " 0. " + preTrend(chart.effect())));
    }

    private static String preTrend(ChangeEffect effect) {
        Double p = effect.channels().map(ChangeEffect.Channels::preTrendP).orElse(null);
        return p == null
                ? "There are too few days before it to test that."
                : "Chance alone parts the two sides as far before it with " + EffectFormat.equation(p) + ".";
    }

    private static Element note(String text) {
        return Element.of("p").with("class", "note").text(text);
    }
}
