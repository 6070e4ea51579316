package dev.vitals.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** How the data of the sample week came in: one refused file, some dirt, late closures, one broken check. */
final class SampleQuality {
    private SampleQuality() {}

    static DataQuality quality() {
        LocalDate asOf = Sample.AS_OF;
        return new DataQuality(
                List.of(
                        new DataQuality.Intake("vitals", 168, 1, 4, 402_118, 398_770, 96, 3_150, 102),
                        new DataQuality.Intake("twitch-irc", 84, 0, 0, 351_420, 349_902, 11, 1_000, 507),
                        new DataQuality.Intake("twitch-eventsub", 84, 0, 2, 12_344, 12_061, 3, 180, 100)),
                List.of(
                        new DataQuality.Quarantined("vitals", "not_json", 61),
                        new DataQuality.Quarantined("vitals", "time_out_of_range", 35),
                        new DataQuality.Quarantined("twitch-irc", "unknown_command", 11),
                        new DataQuality.Quarantined("twitch-eventsub", "missing_field", 3)),
                List.of(
                        new DataQuality.Ignored("twitch-irc", "ROOMSTATE", 507),
                        new DataQuality.Ignored("vitals", "heartbeat", 102),
                        new DataQuality.Ignored("twitch-eventsub", "session_keepalive", 100)),
                List.of(new DataQuality.Unread("twitch-eventsub", "channel.chat.message/event.new_field", 12_061)),
                List.of(
                        new DataQuality.Restated("time_to_resolution", "follow_up", 812, 0),
                        new DataQuality.Restated("reports_received", "late_event", 44, 44),
                        new DataQuality.Restated("reports_per_1k_messages", "late_event", 18, 18)),
                List.of(
                        new DataQuality.Restatement(
                                asOf,
                                "reports_received",
                                LocalDate.of(2025, 12, 30),
                                "all",
                                "value",
                                1004.0,
                                1031.0,
                                1004L,
                                1031L,
                                true,
                                "late_event",
                                Optional.of(true)),
                        new DataQuality.Restatement(
                                asOf,
                                "time_to_resolution",
                                LocalDate.of(2026, 1, 2),
                                "all",
                                "p50",
                                11_100.0,
                                12_020.0,
                                990L,
                                994L,
                                false,
                                "follow_up",
                                Optional.of(false)),
                        new DataQuality.Restatement(
                                asOf,
                                "false_discovery_rate",
                                LocalDate.of(2025, 12, 20),
                                "all",
                                "value",
                                0.05,
                                0.5,
                                4L,
                                5L,
                                false,
                                "late_event",
                                Optional.empty())),
                214,
                List.of(
                        new DataQuality.BrokenCheck(
                                "silver.report_case", "known_severity", "warn", 12, 7_204, LocalDate.of(2026, 1, 8)),
                        new DataQuality.BrokenCheck(
                                "silver.report_case",
                                "closed_before_created",
                                "warn",
                                3,
                                7_204,
                                LocalDate.of(2026, 1, 8))));
    }
}
