package dev.vitals.sentiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes texts shaped like live chat, the same for the same seed, to measure a scorer on where no chat log is at hand.
 *
 * <p>The shape, not the sense, is that of chat: most messages are short, half hold a term, many are one emote repeated,
 * and more than half repeat a text that was sent before.
 */
public final class ChatSample {
    private static final String[] PLAIN =
            ("the a i you he that this is was on in to for chat stream game round boss map"
                            + " run team mate next time what when how who just now here there they going gonna get got one two"
                            + " first last still think see look new build item level monday twitch mods song video tier drop")
                    .split(" ");
    private static final String[] SCORED =
            ("good love nice bad worst lol hate great fun boring gg hype trash soooo gooood"
                            + " not don't never amazing sad cute lmao awesome terrible best hahaha thanks wow")
                    .split(" ");
    private static final String[] EMOTES = ("LUL KEKW OMEGALUL PogChamp Kappa monkaS Sadge peepoHappy catJAM 4Head"
                    + " ResidentSleeper BibleThump <3 :) W L Clap EZ xdd NotLikeThis")
            .split(" ");
    private static final String[] EMOJI = {"😂", "😭", "🔥", "❤️", "💀", "👏🏽", "🤦‍♂️", "🎂"};

    private ChatSample() {}

    /** So many texts, of which more than half stood earlier in the list. */
    public static List<String> texts(int count, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean repeats = i > 0 && random.nextInt(100) < 40;
            // A new String each time, as a parser makes one, so that no cached hash flatters a memo.
            texts.add(repeats ? new String(texts.get(random.nextInt(i)).toCharArray()) : text(random));
        }
        return texts;
    }

    private static String text(Random random) {
        int kind = random.nextInt(100);
        if (kind < 22) {
            return (pick(EMOTES, random) + " ").repeat(1 + random.nextInt(6)).strip();
        }
        int words = 1 + (int) Math.min(40, -Math.log(1 - random.nextDouble()) * 7);
        boolean feels = kind < 60;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(pick(feels && random.nextInt(5) == 0 ? SCORED : PLAIN, random));
        }
        if (kind >= 40 && kind < 48) {
            text.append(' ').append(pick(EMOTES, random));
        } else if (kind >= 48 && kind < 54) {
            text.append(' ').append(pick(EMOJI, random));
        }
        return text.append(random.nextInt(8) == 0 ? "!!" : "").toString();
    }

    private static String pick(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }
}
