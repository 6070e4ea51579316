package dev.vitals.sentiment;

/**
 * Finds the word behind a stretched one: {@code goooood} is good, {@code lolololol} is lol, {@code :))))} is :).
 *
 * <p>Only a letter written three times or more counts as stretched, because so many different words differ by a double
 * letter (hopping, hoping). Each stretched run may stand for two letters or for one, tried in that order, so that
 * {@code gooood} becomes good before it becomes god.
 */
final class Squeezer {
    private static final int STRETCHED = 3;
    /** Two to this power spellings are tried for one token. */
    private static final int MOST_RUNS = 5;

    private static final int SHORTEST_CHORUS = 5;

    private Squeezer() {}

    /** The slot of the word that text[from, to) stretches, or {@link TermTable#NONE}. */
    static int find(TermTable words, char[] text, int from, int to) {
        int runs = stretchedRuns(text, from, to);
        if (runs > MOST_RUNS) {
            return TermTable.NONE;
        }
        if (runs > 0) {
            return squeeze(words, text, from, to, runs);
        }
        return isChorus(text, from, to) ? findOnce(words, text, from) : TermTable.NONE;
    }

    private static int stretchedRuns(char[] text, int from, int to) {
        int runs = 0;
        int length = 0;
        for (int i = from; i < to; i++) {
            length = i > from && text[i] == text[i - 1] ? length + 1 : 1;
            if (length == STRETCHED) {
                runs++;
            }
        }
        return runs;
    }

    private static int squeeze(TermTable words, char[] text, int from, int to, int runs) {
        char[] spelling = new char[to - from];
        for (int singles = 0; singles < 1 << runs; singles++) {
            int length = 0;
            int run = 0;
            int i = from;
            while (i < to) {
                int next = i + 1;
                while (next < to && text[next] == text[i]) {
                    next++;
                }
                int copies = next - i;
                if (copies >= STRETCHED) {
                    copies = (singles >> run & 1) == 1 ? 1 : 2;
                    run++;
                }
                for (int copy = 0; copy < copies; copy++) {
                    spelling[length++] = text[i];
                }
                i = next;
            }
            int slot = words.find(spelling, 0, length);
            if (slot != TermTable.NONE) {
                return slot;
            }
        }
        return TermTable.NONE;
    }

    /** Whether two characters take turns throughout, as in hahahaha. */
    private static boolean isChorus(char[] text, int from, int to) {
        if (to - from < SHORTEST_CHORUS) {
            return false;
        }
        for (int i = from + 2; i < to; i++) {
            if (text[i] != text[i - 2]) {
                return false;
            }
        }
        return true;
    }

    private static int findOnce(TermTable words, char[] text, int from) {
        for (int length = 4; length >= 2; length--) {
            int slot = words.find(text, from, from + length);
            if (slot != TermTable.NONE) {
                return slot;
            }
        }
        return TermTable.NONE;
    }
}
