package dev.vitals.hot;

import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Scorers;
import dev.vitals.sentiment.Sentiment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The score of a text by the packaged lexicon. */
public class ScorerHotLoops extends HotLoops {
    private static final int SHORT = 16;
    private static final int LONG = 300;
    private static final int FIRST_EMOJI = 0x1F300;

    /** Kinds of texts. */
    public enum Text {
        /** All messages as they come, 18 characters on average. */
        ANY,
        /** A word or two that are known. */
        SHORT,
        /** Messages behind one another up to 300 characters, some of which are known. */
        LONG,
        /** With pictures of a plane beyond the first. */
        EMOJI,
        /** Without anything that is known, which takes all ways to look a word up. */
        NO_TERM;

        private List<String> texts(Scorer scorer) {
            return switch (this) {
                case ANY -> texts(text -> true);
                case SHORT -> texts(text -> text.length() <= ScorerHotLoops.SHORT && isKnown(scorer, text));
                case LONG -> joined();
                case EMOJI -> texts(text -> text.codePoints().anyMatch(c -> c >= FIRST_EMOJI));
                case NO_TERM -> texts(text -> !isKnown(scorer, text));
            };
        }

        private static boolean isKnown(Scorer scorer, String text) {
            return scorer.score(text).isCovered();
        }

        private static List<String> texts(Predicate<String> wanted) {
            return HotInputs.messages().stream()
                    .map(ChatMessage::text)
                    .filter(wanted)
                    .toList();
        }

        private static List<String> joined() {
            List<String> joined = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (ChatMessage message : HotInputs.messages()) {
                text.append(message.text()).append(' ');
                if (text.length() > ScorerHotLoops.LONG) {
                    joined.add(text.substring(0, ScorerHotLoops.LONG));
                    text.setLength(0);
                }
            }
            return joined;
        }
    }

    @Param
    public Text text;

    private Scorer scorer;
    private String[] texts;

    @Setup
    public void prepare() {
        scorer = Scorers.standard();
        texts = HotInputs.cycled(text.texts(scorer)).toArray(String[]::new);
    }

    /** A message. */
    @Benchmark
    public Sentiment score() {
        return scorer.score(texts[turn()]);
    }
}
