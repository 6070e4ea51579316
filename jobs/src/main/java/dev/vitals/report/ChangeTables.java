package dev.vitals.report;

import dev.vitals.report.ChangeEffect.Channels;
import dev.vitals.report.ChangeEffect.Maturity;
import dev.vitals.report.ReadoutRow.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The tables of a change after its launch: what it did, and what its charts draw. */
final class ChangeTables {
    private final ChangeView change;

    ChangeTables(ChangeView change) {
        this.change = change;
    }

    /** What it did to each metric. */
    Element effects() {
        boolean isForEveryone = change.change().isForEveryone();
        List<String> heads = new ArrayList<>(List.of("Metric", "Verdict", "Effect"));
        heads.add(isForEveryone ? "At once" : "Lift");
        heads.addAll(List.of("Before", "p", "Adjusted p", "Days"));
        if (!isForEveryone) {
            heads.addAll(List.of("Channels", "Trends before"));
        }
        heads.add("False alarms");
        Table table = Table.of(
                change.change().anchor() + "-effects",
                "Effect on each metric, by days that are final",
                heads.toArray(String[]::new));
        change.effects().forEach(effect -> table.row(metric(effect), cells(effect)));
        return table.render();
    }

    private List<Node> cells(ChangeEffect effect) {
        boolean isShown = change.isShown(effect);
        String unit = change.unit(effect);
        List<Node> cells = new ArrayList<>();
        cells.add(isShown ? ChangePart.tag(change, effect) : NoNumber.few());
        cells.add(range(isShown, effect.effect(), difference -> EffectFormat.difference(difference, unit)));
        cells.add(
                effect.channels().isPresent()
                        ? range(isShown, effect.lift(), EffectFormat::lift)
                        : range(isShown, effect.jump(), jump -> EffectFormat.difference(jump, unit)));
        cells.add(number(isShown, effect.before(), value -> Format.value(value, unit)));
        cells.add(number(isShown, effect.sureness().p(), EffectFormat::p));
        cells.add(number(isShown, effect.sureness().adjustedP(), EffectFormat::p));
        cells.add(days(effect.maturity()));
        effect.channels().ifPresent(channels -> {
            cells.add(effect.isKnown() ? channels(channels) : NoNumber.unknown());
            cells.add(number(isShown, channels.preTrendP(), EffectFormat::equation));
        });
        cells.add(falseAlarms(isShown, effect));
        return cells;
    }

    private static Node falseAlarms(boolean isShown, ChangeEffect effect) {
        return isShown && effect.isKnown() && effect.sureness().falseAlarms() == null
                ? NoNumber.because("too few days before")
                : number(isShown, effect.sureness().falseAlarms(), Format::share);
    }

    private Node metric(ChangeEffect effect) {
        KpiView kpi = change.kpi(effect);
        return Element.of("span")
                .add(
                        Element.link(SiteLinks.definition(kpi), change.title(effect)),
                        small(effect.metric().role().name().toLowerCase(Locale.ROOT)));
    }

    private static Node days(Maturity days) {
        Element cell = Element.of("span")
                .with("class", "days")
                .add(Node.text(Format.count(days.before()) + " and " + Format.count(days.after())));
        return days.toCome() > 0 ? cell.add(small(Format.count(days.toCome()) + " to come")) : cell;
    }

    private static Node channels(Channels channels) {
        Element cell = Element.of("span")
                .with("class", "days")
                .add(Node.text(Format.count(channels.changed()) + " to " + Format.count(channels.unchanged())));
        return channels.leftOut() > 0 ? cell.add(small(Format.count(channels.leftOut()) + " left out")) : cell;
    }

    private static Node range(boolean isShown, Range range, DoubleFunction<String> said) {
        if (!isShown || range.value() == null) {
            return number(isShown, null, said);
        }
        return Element.of("span")
                .add(
                        Element.of("span").with("class", "value").text(said.apply(range.value())),
                        range.hasLimits() ? EffectTables.interval(limits(range, said)) : small("no interval"));
    }

    private static String limits(Range range, DoubleFunction<String> said) {
        return said.apply(range.low()) + " to " + said.apply(range.high());
    }

    private static Node number(boolean isShown, Double number, DoubleFunction<String> said) {
        if (!isShown) {
            return NoNumber.few();
        }
        return number == null ? NoNumber.unknown() : Node.text(said.apply(number));
    }

    /** What the chart of daily values shows, for those who can't see it. */
    Element days(ChangeChart chart) {
        Table table = Table.of(
                chart.id() + "-days", "The same by day", "Day", "Value", "Fitted", "Expected without the change");
        String unit = change.unit(chart.effect());
        for (ChangeEffect.Day day : chart.days()) {
            boolean isAfter = !day.date().isBefore(change.change().on());
            table.row(
                    Node.text(day.date().toString()),
                    Node.text(Format.value(day.value(), unit)),
                    Node.text(Format.value(day.fitted(), unit)),
                    Node.text(isAfter ? Format.value(day.expected(), unit) : ""));
        }
        return folded("The same by day, as a table", table);
    }

    /** What the chart of effects by time shows. */
    Element since(ChangeChart chart) {
        Table table = Table.of(
                chart.id() + "-since",
                "The effect by time since the change",
                "Days since",
                "Effect",
                "Interval",
                "Channels");
        String unit = change.unit(chart.effect());
        DoubleFunction<String> said = difference -> EffectFormat.difference(difference, unit);
        for (ChangeEffect.Since since : chart.effect().since()) {
            boolean isHidden = !change.isShown(chart.effect(), since);
            boolean isShown = !isHidden && since.effect().value() != null;
            table.row(
                    Node.text(chart.label(since)),
                    Node.text(
                            isShown ? said.apply(since.effect().value()) : isHidden ? NoNumber.FEW : NoNumber.NOT_YET),
                    Node.text(isShown && since.effect().hasLimits() ? limits(since.effect(), said) : ""),
                    Node.text(Format.count(since.channels())));
        }
        return folded("The same as a table", table);
    }

    private static Element folded(String summary, Table table) {
        return Element.of("details").add(Element.of("summary").text(summary), table.render());
    }

    private static Element small(String text) {
        return Element.of("span").with("class", "sub").text(text);
    }
}
