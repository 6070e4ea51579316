package dev.vitals.job.refine;

import dev.vitals.contract.CodeLists;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** What the kinds of enforcement action are: sanctions, or lifts that end one; with a duration, or done at once. */
final class ActionKinds {
    static final String MESSAGE_DELETE = "message_delete";
    static final String BAN = "ban";

    /** All messages of a channel at once; it is done to everybody who is there. */
    static final String CHAT_CLEARED = "chat_cleared";

    /** Each lift with the kinds it ends. A platform's unban also ends a timeout. */
    private static final Map<String, Set<String>> LIFTS = Map.of(
            "unban", Set.of(BAN, "timeout"),
            "untimeout", Set.of("timeout"),
            "unsuspend", Set.of("suspend"),
            "remonetize", Set.of("demonetize"),
            "feature_unblock", Set.of("feature_block"));

    /** Removals of content: no duration, and nobody appeals against a single message. */
    private static final Set<String> REMOVALS = Set.of(MESSAGE_DELETE, CHAT_CLEARED);

    private static final String WARN = "warn";

    /** Kinds that this house does not list: nobody knows which of them are the same. */
    private static final String OTHER = CodeLists.OTHER;

    private ActionKinds() {}

    /** Everything that is no lift is a sanction, also kinds that are not known here. */
    static Column isSanction(Column action) {
        return functions.not(action.isin(LIFTS.keySet().toArray()));
    }

    static boolean isSanction(String action) {
        return !LIFTS.containsKey(action);
    }

    /** Whether two actions are of one kind. */
    static boolean isSame(String one, String two) {
        return one.equals(two) && !OTHER.equals(one);
    }

    static Column isOther(Column action) {
        return action.equalTo(OTHER);
    }

    static boolean lifts(String lift, String sanction) {
        return LIFTS.getOrDefault(lift, Set.of()).contains(sanction);
    }

    /** Whether the sanction lasts, so that it can end. */
    static boolean lasts(String sanction) {
        return !REMOVALS.contains(sanction) && !WARN.equals(sanction);
    }

    static Column lasts(Column action) {
        return isAppealable(action).and(action.notEqual(WARN));
    }

    /** Who took an enforcement action, where it was a human. */
    static Column humanActor() {
        return functions.when(functions.not(functions.col("is_automated")), functions.col("actor_id"));
    }

    static Column isAppealable(Column action) {
        return functions.not(action.isin(REMOVALS.toArray()));
    }

    static boolean isAppealable(String action) {
        return !REMOVALS.contains(action);
    }
}
