package dev.vitals.testing;

import dev.vitals.contract.CheckContract;
import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Rule;
import dev.vitals.contract.TableContract;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Random rows for contract tables: few people, channels and items, so that rows meet, and times that crowd around a
 * day, its midnights and the edges of windows around it.
 */
public final class RandomTables {
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry(
                    "activity",
                    List.of(
                            "created",
                            "created",
                            "created",
                            "queued",
                            "assigned",
                            "first_viewed",
                            "escalated",
                            "decided",
                            "decided",
                            "closed",
                            "auto_closed",
                            "reopened",
                            "merged",
                            "withdrawn")),
            Map.entry("decision", List.of("action", "no_action", "escalate")),
            Map.entry("experiment", List.of("hold_banner", "clip_rollout")),
            Map.entry("variant", List.of("control", "banner")),
            Map.entry(
                    "action",
                    List.of(
                            "ban",
                            "ban",
                            "timeout",
                            "timeout",
                            "message_delete",
                            "message_delete",
                            "warn",
                            "unban",
                            "untimeout")),
            Map.entry("actor_type", List.of("human", "automod", "bot", "system", "staff")),
            Map.entry(
                    "log_type",
                    List.of("channel.moderate", "channel.moderate/shared/04cd", "channel.ban", "CLEARCHAT")),
            Map.entry("report_source", List.of("user", "trusted_flagger", "automated")),
            Map.entry("subject_type", List.of("message", "user")),
            Map.entry("severity", List.of("critical", "high", "medium", "low")),
            Map.entry("status", List.of("approved", "denied", "expired", "invalid", "Denied")),
            Map.entry("outcome", List.of("upheld", "reversed", "partially_reversed", "omitted")),
            Map.entry("label", List.of("correct", "false_positive", "false_negative", "uncertain")),
            Map.entry("frame", List.of("actioned", "no_action", "automod_released", "unreported_chat")),
            Map.entry("entity", List.of("channel", "user", "moderator")),
            Map.entry("category", List.of("hate", "spam")),
            Map.entry("language", List.of("en", "de")));

    /** {@code kind} means something else in each table. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "bronze.appeal_event",
            List.of("submitted", "submitted", "assigned", "decided", "decided", "withdrawn"),
            "bronze.automod_event",
            List.of("hold", "hold", "update"),
            "bronze.stream_context",
            List.of("raid", "online", "shield_mode_begin", "shield_mode_end", "suspicious_user"));

    /** Each of these columns takes one of so many values. */
    private static final Map<String, Integer> POOLS = Map.ofEntries(
            Map.entry("report_id", 40),
            Map.entry("action_id", 60),
            Map.entry("appeal_id", 30),
            Map.entry("message_id", 40),
            Map.entry("audit_id", 4),
            Map.entry("item_id", 8),
            Map.entry("decision_id", 20),
            Map.entry("bulk_id", 5),
            Map.entry("channel_id", 3),
            Map.entry("subject_id", 6));

    private static final int PEOPLE = 8;

    private final Random random;
    private final LocalDate day;

    /** Rows around a day. */
    public RandomTables(long seed, LocalDate day) {
        this.random = new Random(seed);
        this.day = day;
    }

    /** {@code count} rows of a table, less those that share a key which its contract says is unique. */
    public List<Map<String, Object>> rows(String table, int count) {
        TableContract contract = Fixtures.contract(table);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(contract, i));
        }
        return table.startsWith("dim.") ? versions(rows) : unique(contract, rows);
    }

    /** The first row of each key that the contract says is unique. */
    private static List<Map<String, Object>> unique(TableContract contract, List<Map<String, Object>> rows) {
        List<Map<String, Object>> kept = rows;
        for (CheckContract check : contract.checks()) {
            if (check.rule() instanceof Rule.Unique unique) {
                Set<List<Object>> seen = new HashSet<>();
                kept = kept.stream()
                        .filter(row ->
                                seen.add(unique.columns().stream().map(row::get).toList()))
                        .toList();
            }
        }
        return kept;
    }

    private Map<String, Object> row(TableContract contract, int number) {
        Map<String, Object> row = new HashMap<>();
        Instant at = time();
        for (ColumnContract column : contract.columns()) {
            if (!column.nullable() || random.nextInt(4) > 0) {
                row.put(column.name(), value(contract, column, at));
            }
        }
        contract.dayColumn()
                .ifPresent(
                        date -> row.put(date.name(), at.atZone(ZoneOffset.UTC).toLocalDate()));
        if (contract.findColumn("event_id").isPresent()) {
            row.put("event_id", "e%04d".formatted(number * 7919 % 10007));
            row.put("event_at", at);
        }
        if (contract.table().equals("bronze.chat_message") && Integer.valueOf(0).equals(row.get("sentiment_terms"))) {
            row.put("sentiment", 0.0);
        }
        return row;
    }

    private Object value(TableContract contract, ColumnContract column, Instant at) {
        return switch (column.type()) {
            case "string" -> word(contract, column.name());
            case "timestamp" -> at.plusSeconds(random.nextInt(7200) - 3600L).plusNanos(1000L * random.nextInt(3));
            case "date" -> at.atZone(ZoneOffset.UTC).toLocalDate();
            case "int" -> random.nextInt(5);
            case "bigint" -> (long) random.nextInt(1000);
            case "boolean" -> random.nextInt(3) == 0;
            case "double" ->
                column.name().equals("inclusion_probability")
                        ? (1 + random.nextInt(100)) / 100.0
                        : (random.nextInt(2001) - 1000) / 1000.0;
            case "array<string>" -> List.of(word(contract, "action_id"), word(contract, "action_id"));
            case "binary" -> new byte[] {(byte) random.nextInt(256), 0};
            case "map<string,bigint>" -> Map.of("bronze.report_event", (long) random.nextInt(9));
            case "map<string,string>" ->
                Map.of(
                        "tier",
                        "partner",
                        "is_bot",
                        random.nextBoolean() ? "true" : "false",
                        "user_id",
                        "person" + at.getEpochSecond() % PEOPLE,
                        "ban_evasion",
                        at.getNano() == 0 ? "possible" : "likely");
            case "array<struct<opened_at:timestamp,ended_at:timestamp>>" ->
                List.of(Fixtures.struct(
                        at, random.nextBoolean() ? at.plus(Duration.ofHours(random.nextInt(300))) : null));
            case "array<struct<rater_id:string,label:string,labelled_at:timestamp>>" ->
                List.of(Fixtures.struct(word(contract, "rater_id"), word(contract, "label"), at));
            case "array<struct<queued_at:timestamp,queue:string>>" ->
                List.of(Fixtures.struct(at, "general"), Fixtures.struct(at.plus(Duration.ofHours(20)), "appeals"));
            default -> column.type().startsWith("decimal") ? BigDecimal.ONE : null;
        };
    }

    private String word(TableContract contract, String column) {
        List<String> words = column.equals("kind") ? KINDS.get(contract.table()) : WORDS.get(column);
        if (words != null) {
            return words.get(random.nextInt(words.size()));
        }
        Integer pool = POOLS.get(column);
        if (pool != null) {
            // A report or action can be a reported, judged or audited item.
            String prefix = column.equals("item_id") || column.equals("decision_id") ? "report_id" : column;
            return prefix + random.nextInt(pool);
        }
        return (column.endsWith("_id") ? "person" : column) + random.nextInt(PEOPLE);
    }

    /**
     * Half of the times lie within two days of the day, some at midnight to the second, the rest up to 100 days away.
     */
    private Instant time() {
        long days = random.nextInt(4) > 0 ? random.nextInt(5) - 2L : random.nextInt(201) - 100L;
        Instant start = day.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
        return switch (random.nextInt(3)) {
            case 0 -> start.plusSeconds(random.nextInt(13) - 6L);
            case 1 -> start.plusSeconds(random.nextInt(8) * 600L + random.nextInt(4));
            default -> start.plusMillis(random.nextInt(86_400_000));
        };
    }

    /** Makes the versions of each entity follow one another. */
    private static List<Map<String, Object>> versions(List<Map<String, Object>> rows) {
        Function<Map<String, Object>, String> id = row -> row.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("_id"))
                .map(entry -> (String) entry.getValue())
                .findFirst()
                .orElseThrow();
        Map<String, List<Map<String, Object>>> byId = new HashMap<>();
        rows.forEach(row ->
                byId.computeIfAbsent(id.apply(row), any -> new ArrayList<>()).add(row));
        for (List<Map<String, Object>> versions : byId.values()) {
            versions.sort(Comparator.comparing(row -> (Instant) row.get("valid_from")));
            for (int i = 0; i < versions.size(); i++) {
                versions.get(i)
                        .put(
                                "valid_to",
                                i + 1 < versions.size() ? versions.get(i + 1).get("valid_from") : null);
            }
        }
        return rows;
    }
}
