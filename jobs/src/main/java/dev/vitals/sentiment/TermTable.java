package dev.vitals.sentiment;

import java.io.Serializable;
import java.util.Map;

/**
 * An immutable hash table from a token to its entry, asked with a slice of characters so that no token becomes a String.
 *
 * <p>Open addressing with linear probing, at most half full. Keys hash as {@link String#hashCode} does.
 */
final class TermTable implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int NONE = -1;

    private final String[] keys;
    private final Entry[] entries;
    private final int longest;

    TermTable(Map<String, Entry> content) {
        int capacity = Integer.highestOneBit(Math.max(8, content.size())) * 4;
        keys = new String[capacity];
        entries = new Entry[capacity];
        int length = 0;
        for (Map.Entry<String, Entry> entry : content.entrySet()) {
            int slot = firstSlot(entry.getKey().hashCode());
            while (keys[slot] != null) {
                slot = (slot + 1) & (capacity - 1);
            }
            keys[slot] = entry.getKey();
            entries[slot] = entry.getValue();
            length = Math.max(length, entry.getKey().length());
        }
        longest = length;
    }

    /** The slot of the term that equals text[from, to), or {@link #NONE}. */
    int find(char[] text, int from, int to) {
        int length = to - from;
        if (length == 0 || length > longest) {
            return NONE;
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        for (int slot = firstSlot(hash); keys[slot] != null; slot = (slot + 1) & (keys.length - 1)) {
            if (equal(keys[slot], text, from, length)) {
                return slot;
            }
        }
        return NONE;
    }

    String key(int slot) {
        return keys[slot];
    }

    Entry entry(int slot) {
        return entries[slot];
    }

    private int firstSlot(int hash) {
        return (hash ^ (hash >>> 16)) & (keys.length - 1);
    }

    private static boolean equal(String key, char[] text, int from, int length) {
        if (key.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (key.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
