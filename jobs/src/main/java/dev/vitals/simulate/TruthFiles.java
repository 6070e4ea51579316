package dev.vitals.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the truth beside the logs.
 *
 * <ul>
 *   <li>{@code spec.json}: the spec.
 *   <li>{@code error_rates.json}: {@code frames}, {@code strata} (items, wrong, drawn, labels, true_wrong_share,
 *       labelled_wrong_share), {@code overall}, {@code raters}, {@code categories} (by design); see {@link ErrorTruth}.
 *       What the KPI {@code false_negative_rate} estimates, wrong of all that was left alone, is here the {@code
 *       false_omission_rate}; {@code false_negative_rate} is of all that violates. The categories are those without a
 *       stricter policy.
 *   <li>{@code resolution.json}: {@code all} and each category, in seconds; see {@link ResolutionTruth}. Counts by
 *       category of what was delivered ({@code created}, {@code decided_action}, {@code closed}, {@code merged}, ...) under
 *       {@code delivered}.
 *   <li>{@code enforcement.json}: by action kind imposed, wrong, lifted without an appeal; latencies by design.
 *   <li>{@code appeals.json}: by action kind the shares by design and the counts delivered; delays by design.
 *   <li>{@code automod.json}: outcomes of holds, violating and harmless apart; latency by design.
 *   <li>{@code experiment.json}: the experiment and its true effect.
 *   <li>{@code experiments.json}: a list of the tests of changes that were planted, each with its start, variants, effects
 *       (a lift is relative to control, or to before) and units exposed; see {@link ExperimentTruth}.
 *   <li>{@code incidents.json}: raid, brigade and impossible events: where, when, who.
 *   <li>{@code counts.csv}: distinct valid events by type, event day and night of delivery; shared-chat copies
 *       are not events of their own.
 *   <li>{@code daily.csv}: what was true of each day (UTC): messages, chatters, new_chatters, reports, held, ...
 *   <li>{@code files.csv}: every file with its lines = events + copies + duplicates + bad, where
 *       copies are messages of a shared chat shown by another channel, always in the night of their original. Where a line is sent twice in files of one
 *       night, which of the two counts as the repetition depends on the order of reading.
 *   <li>{@code bad_lines.csv}: every planted bad line with its reason.
 * </ul>
 */
final class TruthFiles {
    private final Scene scene;
    private final TruthBook book;
    private final Path dir;

    TruthFiles(Scene scene, Path dir) {
        this.scene = scene;
        this.book = scene.truth();
        this.dir = dir;
    }

    void write() {
        put("spec.json", Json.of(spec()));
        put("error_rates.json", Json.of(ErrorTruth.of(book)));
        put("resolution.json", Json.of(resolution()));
        put("enforcement.json", Json.of(enforcement()));
        put("appeals.json", Json.of(appeals()));
        put("automod.json", Json.of(automod()));
        put("experiment.json", Json.of(experiment()));
        put("experiments.json", Json.of(ExperimentTruth.of(scene)));
        put("incidents.json", Json.of(book.incidents()));
        put("counts.csv", counts());
        put("daily.csv", daily());
        put("files.csv", files());
        put("bad_lines.csv", badLines());
    }

    private Map<String, Object> spec() {
        CommunitySpec s = scene.spec();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seed", s.seed());
        map.put("from", s.from());
        map.put("days", s.days());
        map.put("channels", s.channels());
        map.put("messages_per_day", s.messagesPerDay());
        map.put("reports_per_day", s.reportsPerDay());
        map.put("chatters", s.chatters());
        map.put("moderators", s.moderators());
        map.put("raid_day", s.plants().raidDay());
        map.put("brigade_day", s.plants().brigadeDay());
        map.put("bad_file_day", s.plants().badFileDay());
        map.put("hopeless_file_day", s.plants().hopelessFileDay());
        map.put("resent_share", s.plants().resentShare());
        map.put("late_share", s.plants().lateShare());
        map.put("experiment_day", s.plants().experimentDay());
        map.put("policy_day", s.plants().policyDay());
        return map;
    }

    private Map<String, Object> resolution() {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, ResolutionTruth> categories = new LinkedHashMap<>();
        for (Harm harm : Harm.values()) {
            categories.put(harm.id(), ResolutionTruth.of(harm, book.fates(harm)));
        }
        map.put("all", ResolutionTruth.ofAll(categories.values()).toMap());
        categories.forEach((category, truth) -> map.put(category, truth.toMap()));
        map.put("delivered", table("reports"));
        return map;
    }

    private Map<String, Object> enforcement() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("actions", table("actions"));
        map.put("by_actor_type", table("actions_by_actor"));
        map.put("message_to_removal_by_hand", duration(EnforcementFlow.REMOVAL));
        return map;
    }

    private Map<String, Object> appeals() {
        Map<String, Object> design = new LinkedHashMap<>();
        for (Penalty penalty : Penalty.values()) {
            Map<String, Object> shares = new LinkedHashMap<>();
            shares.put("appealed_share", penalty.appealed);
            shares.put("appealed_share_when_wrong", penalty.appealed(true));
            shares.put("appealed_share_when_right", penalty.appealed(false));
            shares.put("reversed_share", penalty.reversed);
            shares.put("reversed_share_when_wrong", penalty.reversed(true));
            shares.put("reversed_share_when_right", penalty.reversed(false));
            design.put(penalty.id(), shares);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("design", design);
        map.put("withdrawn_share", AppealFlow.WITHDRAWN);
        map.put("partially_reversed_share", AppealFlow.PARTIALLY_REVERSED);
        map.put("omitted_share", AppealFlow.OMITTED);
        map.put("action_to_appeal", duration(AppealFlow.TO_SUBMIT));
        map.put("appeal_to_decision", duration(AppealFlow.TO_DECIDE));
        map.put("delivered", table("appeals"));
        return map;
    }

    private Map<String, Object> automod() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("outcomes", table("automod"));
        map.put("hold_to_resolution_by_moderator", duration(AutomodFlow.TO_RESOLVE));
        map.put("expires_after_seconds", AutomodFlow.EXPIRES_AFTER / 1000);
        return map;
    }

    private Map<String, Object> experiment() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("experiment", PeopleFlow.EXPERIMENT);
        map.put("from", scene.delivery().date(PeopleFlow.EXPERIMENT_FROM));
        map.put("enrolled_share", PeopleFlow.ENROLLED);
        map.put("effect", "violating messages of the treated relative to control");
        map.put("effect_ratio", PeopleFlow.EFFECT);
        return map;
    }

    private static Map<String, Object> duration(Durations durations) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("p50_seconds", durations.quantile(0.5));
        map.put("p90_seconds", durations.quantile(0.9));
        map.put("p95_seconds", durations.quantile(0.95));
        map.put("mean_seconds", durations.mean());
        return map;
    }

    /** A tally as group, name, count. */
    private Map<String, Object> table(String name) {
        Map<String, Object> groups = new LinkedHashMap<>();
        book.tally(name).forEach((key, count) -> {
            int tab = key.indexOf('\t');
            @SuppressWarnings("unchecked")
            Map<String, Object> group =
                    (Map<String, Object>) groups.computeIfAbsent(key.substring(0, tab), g -> new LinkedHashMap<>());
            group.put(key.substring(tab + 1), count);
        });
        return groups;
    }

    private String counts() {
        StringBuilder out = new StringBuilder("type,event_date,night,events\n");
        for (Kind kind : Kind.values()) {
            for (int day = 0; day < book.days(); day++) {
                for (int late = 0; late < 4; late++) {
                    long events = book.events(kind, day, late);
                    if (events > 0) {
                        out.append(kind.type())
                                .append(',')
                                .append(scene.delivery().date(day));
                        out.append(',').append(scene.delivery().date(day + late));
                        out.append(',').append(events).append('\n');
                    }
                }
            }
        }
        return out.toString();
    }

    private String daily() {
        StringBuilder out = new StringBuilder("date");
        book.daily().keySet().forEach(name -> out.append(',').append(name));
        out.append('\n');
        for (int day = 0; day < book.days(); day++) {
            out.append(scene.delivery().date(day));
            for (long[] numbers : book.daily().values()) {
                out.append(',').append(numbers[day]);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private String files() {
        StringBuilder out = new StringBuilder("path,night,type,lines,events,copies,duplicates,bad,copy_of,note\n");
        for (LineFile.Truth f : book.files()) {
            out.append(f.path())
                    .append(',')
                    .append(scene.delivery().date(f.night()))
                    .append(',');
            out.append(f.kind().type())
                    .append(',')
                    .append(f.lines())
                    .append(',')
                    .append(f.events())
                    .append(',')
                    .append(f.copies())
                    .append(',');
            out.append(f.duplicates()).append(',').append(f.bad()).append(',');
            out.append(f.copyOf() == null ? "" : f.copyOf()).append(',');
            out.append('"').append(f.note()).append("\"\n");
        }
        return out.toString();
    }

    private String badLines() {
        StringBuilder out = new StringBuilder("path,line,reason\n");
        for (TruthBook.BadLine bad : book.badLines()) {
            out.append(bad.path())
                    .append(',')
                    .append(bad.line())
                    .append(',')
                    .append(bad.reason())
                    .append('\n');
        }
        return out.toString();
    }

    private void put(String name, String text) {
        try {
            Files.createDirectories(dir);
            Files.writeString(dir.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not write " + dir.resolve(name) + "; is the folder writable, the disk full?", e);
        }
    }
}
