package dev.vitals.warehouse.landing;

import dev.vitals.contract.AuditLabels;
import dev.vitals.contract.CodeLists;
import dev.vitals.job.land.BronzeTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words of the formats of logs themselves and of their codes, which stand in the records of everybody: who goes by one of them
 * as a name can't be found by it.
 */
public final class FormatWords {
    private static final int SHORTEST = 2;

    /** Types of events, commands, tags and members that are no column of ours. */
    private static final String OTHERS = """
            created activity queued assigned unassigned escalated first_viewed decided closed auto_closed reopened merged
            withdrawn no_action escalate human automod bot system staff submitted upheld reversed partially_reversed omitted
            approved denied expired invalid online offline raid shield_mode_begin shield_mode_end settings_change role_change
            chat_cleared suspicious_user subscription announcement hold update ban unban timeout untimeout delete warn
            message_delete chat report enforcement action appeal audit automod viewership interval experiment exposure stream
            context dimension channel moderator user valid_from valid_to created_at sent_at first_exposed_at
            metadata payload event events broadcaster_user_id broadcaster_user_login broadcaster_user_name chatter_user_id
            moderator_user_id user_login user_name login name display_name title reason source badge info color cheer reply
            thread parent fragments fragment emote emotes mention cheermote notice notification subscriber status version
            condition transport webhook websocket session cost revoked timestamp started_at ended_at duration permanent
            privmsg usernotice clearchat clearmsg notice roomstate userstate globaluserstate tmi twitch tv sub resub subgift
            mod vip turbo returning first msg client nonce flags room historical rm received ts target param
            incoming outgoing granted removed added on off control treatment
            true false null none unknown
            """;

    private static final Set<String> WORDS = words();

    private FormatWords() {}

    private static Set<String> words() {
        Stream<String> columns = Arrays.stream(BronzeTable.values()).flatMap(table -> table.columns().stream());
        Stream<String> labels = AuditLabels.frames().stream()
                .flatMap(frame -> Stream.concat(Stream.of(frame), AuditLabels.of(frame).stream()));
        Stream<String> codes = CodeLists.load().words().stream();
        return Stream.of(columns, labels, codes, Arrays.stream(OTHERS.split("\\s+")))
                .flatMap(each -> each)
                .flatMap(word -> Stream.concat(Stream.of(word), Arrays.stream(word.split("[^A-Za-z0-9]+"))))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a name is such a word, or so short that it stands everywhere. */
    public static boolean isOne(String name) {
        return name.strip().length() < SHORTEST || WORDS.contains(name.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether an id is a code or a type of line, which everybody's records may have; how short it is does not matter. */
    public static boolean isId(String id) {
        return CodeLists.load().words().stream().anyMatch(word -> word.equalsIgnoreCase(id.strip()));
    }

    /** Those of these that are. */
    public static List<String> among(Set<String> names) {
        return names.stream().filter(FormatWords::isOne).sorted().toList();
    }
}
