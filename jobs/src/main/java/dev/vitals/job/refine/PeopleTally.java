package dev.vitals.job.refine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What each person of a group did and saw on a day, side by side in arrays: an object for each of millions would cost more
 * than reading their messages. A person is the bytes of an id, with a hash of 64 bits of them by which it is found.
 */
final class PeopleTally {
    private static final int FIRST_ROOM = 16;
    private static final long[] NONE = {};

    /** As many lowest bits of a hash say which group somebody is in, and tell nobody of a group apart. */
    static final int GROUP_BITS = 7;

    private static final long TAG = 0xFFFF_FFFF_0000_0000L;

    /** Numbers of a person, which lie side by side. The channel is a hash: the first, which for most is the only one. */
    private static final int HASH = 0;

    private static final int CHANNEL = 1;
    private static final int MESSAGES = 2;
    private static final int SCORED = 3;
    private static final int MILLIS = 4;
    private static final int SANCTIONS = 5;
    private static final int SIGHTS = 6;
    private static final int NUMBERS = 7;

    private long[] numbers = new long[NUMBERS * FIRST_ROOM];
    private long[][] moreChannels = new long[FIRST_ROOM][];
    /** Ends of the ids in {@link #ids}. */
    private int[] ends = new int[FIRST_ROOM];

    private byte[] ids = new byte[FIRST_ROOM * Long.BYTES];
    /** By hash: its upper half, and the place of the person plus one below it; or zero. At least twice as long as there are people. */
    private long[] places = new long[2 * FIRST_ROOM];

    private int size;

    /** Counts a message; {@code millis} is looked at where it is scored. */
    void addMessage(byte[] person, long hash, long channelHash, boolean isScored, long millis, int seen) {
        int at = NUMBERS * place(person, 0, person.length, hash);
        addChannel(at, channelHash);
        numbers[at + MESSAGES]++;
        if (isScored) {
            numbers[at + SCORED]++;
            numbers[at + MILLIS] += millis;
        }
        numbers[at + SIGHTS] |= seen;
    }

    void addSanctions(byte[] person, long hash, int count) {
        int at = NUMBERS * place(person, 0, person.length, hash);
        numbers[at + SANCTIONS] += count;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * A row for each person: the day, user_id as bytes, messages, channels, scored_messages, sentiment_millis,
     * actions_received, sights.
     */
    Iterator<Row> rows(int day) {
        return IntStream.range(0, size).mapToObj(place -> row(day, place)).iterator();
    }

    private Row row(int day, int place) {
        int at = NUMBERS * place;
        return RowFactory.create(
                day,
                Arrays.copyOfRange(ids, start(place), ends[place]),
                numbers[at + MESSAGES],
                numbers[at + MESSAGES] == 0 ? 0L : 1L + more(place).length,
                numbers[at + SCORED],
                numbers[at + MILLIS],
                numbers[at + SANCTIONS],
                (int) numbers[at + SIGHTS]);
    }

    /** All of it, to be added to another tally with {@link #addAll}. */
    byte[] toBytes() {
        int length = 0;
        for (int i = 0; i < size; i++) {
            length += 2 * Integer.BYTES + ends[i] - start(i) + (NUMBERS + more(i).length) * Long.BYTES;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int i = 0; i < size; i++) {
            bytes.putInt(ends[i] - start(i));
            bytes.put(ids, start(i), ends[i] - start(i));
            for (int k = 0; k < NUMBERS; k++) {
                bytes.putLong(numbers[NUMBERS * i + k]);
            }
            bytes.putInt(more(i).length);
            for (long channel : more(i)) {
                bytes.putLong(channel);
            }
        }
        return bytes.array();
    }

    /** Adds what another tally had counted. */
    PeopleTally addAll(byte[] tally) {
        ByteBuffer bytes = ByteBuffer.wrap(tally);
        long[] theirs = new long[NUMBERS];
        while (bytes.hasRemaining()) {
            int length = bytes.getInt();
            int start = bytes.position();
            bytes.position(start + length);
            for (int k = 0; k < NUMBERS; k++) {
                theirs[k] = bytes.getLong();
            }
            int at = NUMBERS * place(tally, start, length, theirs[HASH]);
            if (theirs[MESSAGES] > 0) {
                addChannel(at, theirs[CHANNEL]);
            }
            for (int more = bytes.getInt(); more > 0; more--) {
                addChannel(at, bytes.getLong());
            }
            // After the first channel, which is known by there being messages.
            for (int k = MESSAGES; k < SIGHTS; k++) {
                numbers[at + k] += theirs[k];
            }
            numbers[at + SIGHTS] |= theirs[SIGHTS];
        }
        return this;
    }

    /** Call before the message is counted: with the first message the first channel is set. */
    private void addChannel(int at, long hash) {
        int place = at / NUMBERS;
        if (numbers[at + MESSAGES] == 0 && moreChannels[place] == null) {
            numbers[at + CHANNEL] = hash;
            moreChannels[place] = NONE;
        } else if (numbers[at + CHANNEL] != hash) {
            long[] more = moreChannels[place];
            for (long known : more) {
                if (known == hash) {
                    return;
                }
            }
            moreChannels[place] = Arrays.copyOf(more, more.length + 1);
            moreChannels[place][more.length] = hash;
        }
    }

    private long[] more(int place) {
        return moreChannels[place] == null ? NONE : moreChannels[place];
    }

    private int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    private int place(byte[] bytes, int from, int length, long hash) {
        int at = slot(hash);
        while (places[at] != 0) {
            int place = (int) places[at] - 1;
            if (((places[at] ^ hash) & TAG) == 0
                    && Arrays.equals(ids, start(place), ends[place], bytes, from, from + length)) {
                return place;
            }
            at = next(at);
        }
        if (size == ends.length) {
            grow();
            return place(bytes, from, length, hash);
        }
        int start = start(size);
        if (start + length > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(2 * ids.length, start + length));
        }
        System.arraycopy(bytes, from, ids, start, length);
        ends[size] = start + length;
        numbers[NUMBERS * size + HASH] = hash;
        places[at] = hash & TAG | size + 1;
        return size++;
    }

    /** Where the search for a hash begins. */
    private int slot(long hash) {
        return (int) (hash >>> GROUP_BITS) & (places.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (places.length - 1);
    }

    private void grow() {
        int room = 2 * size;
        numbers = Arrays.copyOf(numbers, NUMBERS * room);
        moreChannels = Arrays.copyOf(moreChannels, room);
        ends = Arrays.copyOf(ends, room);
        places = new long[2 * room];
        for (int i = 0; i < size; i++) {
            long hash = numbers[NUMBERS * i + HASH];
            int at = slot(hash);
            while (places[at] != 0) {
                at = next(at);
            }
            places[at] = hash & TAG | i + 1;
        }
    }
}
