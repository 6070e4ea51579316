package dev.vitals.cli;

import dev.vitals.job.alert.Alert;
import java.util.Locale;
import java.util.stream.Collectors;

/** Alerts in lines, as the launcher prints them. */
final class AlertText {
    private AlertText() {}

    /** The number and its band, then what happened around it. */
    static String of(Alert alert) {
        String estimate = alert.estimate().equals("value") ? "" : " " + alert.estimate();
        String run = alert.run().since().equals(alert.date())
                ? ""
                : " since " + alert.run().since();
        String head = "%s%s, %s, on %s: %s, expected %s (%s to %s); %s%s, adjusted p %.1g of %,d tests"
                .formatted(
                        alert.kpi(),
                        estimate,
                        alert.sliceKey(),
                        alert.date(),
                        number(alert.deviation().value()),
                        number(alert.deviation().expected()),
                        number(alert.deviation().lower()),
                        number(alert.deviation().upper()),
                        alert.run().kind().name().toLowerCase(Locale.ROOT),
                        run,
                        alert.adjustedP(),
                        alert.tests());
        return head
                + alert.context().stream()
                        .map(around -> "\n    " + around.kind() + ": " + around.detail())
                        .collect(Collectors.joining());
    }

    private static String number(double value) {
        return Math.abs(value) >= 1000 ? "%,.0f".formatted(value) : "%.4g".formatted(value);
    }
}
