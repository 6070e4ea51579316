package dev.vitals.job.refine;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What each person of a group did and saw on a day, side by side in arrays: an object for each of millions would cost more
 * than reading their messages. Public because Spark makes the code that carries it between stages.
 */
public final class PeopleTally implements Externalizable {
    private static final long serialVersionUID = 1L;

    private static final int FIRST_ROOM = 16;
    private static final long[] NONE = {};

    private String[] people = new String[FIRST_ROOM];
    private int[] messages = new int[FIRST_ROOM];
    private int[] scored = new int[FIRST_ROOM];
    private long[] sentimentMillis = new long[FIRST_ROOM];
    private int[] sanctions = new int[FIRST_ROOM];
    private byte[] sights = new byte[FIRST_ROOM];
    /** Hashes of the channels of a person: the first here, which for most is the only one. */
    private long[] channel = new long[FIRST_ROOM];

    private long[][] moreChannels = new long[FIRST_ROOM][];
    /** By hash of the person: the place in the arrays plus one, or zero; at least twice as long as there are people. */
    private int[] places = new int[2 * FIRST_ROOM];

    private int size;

    /** Nobody yet. */
    public PeopleTally() {}

    PeopleTally addMessage(String person, long channelHash, boolean isScored, long millis, int seen) {
        int place = place(person);
        addChannel(place, channelHash);
        messages[place]++;
        if (isScored) {
            scored[place]++;
            sentimentMillis[place] += millis;
        }
        sights[place] |= (byte) seen;
        return this;
    }

    PeopleTally addSanctions(String person, int count) {
        int place = place(person);
        sanctions[place] += count;
        return this;
    }

    PeopleTally merge(PeopleTally other) {
        for (int i = 0; i < other.size; i++) {
            int place = place(other.people[i]);
            if (other.messages[i] > 0) {
                addChannel(place, other.channel[i]);
                for (long more : other.more(i)) {
                    addChannel(place, more);
                }
            }
            messages[place] += other.messages[i];
            scored[place] += other.scored[i];
            sentimentMillis[place] += other.sentimentMillis[i];
            sanctions[place] += other.sanctions[i];
            sights[place] |= other.sights[i];
        }
        return this;
    }

    /** A row for each person: user_id, messages, channels, scored_messages, sentiment_millis, actions_received, sights. */
    Row[] toRows() {
        Row[] rows = new Row[size];
        for (int i = 0; i < size; i++) {
            long channels = messages[i] == 0 ? 0 : 1L + more(i).length;
            rows[i] = RowFactory.create(
                    people[i],
                    (long) messages[i],
                    channels,
                    (long) scored[i],
                    sentimentMillis[i],
                    (long) sanctions[i],
                    (int) sights[i]);
        }
        return rows;
    }

    /** Call before the message is counted: with the first message the first channel is set. */
    private void addChannel(int place, long hash) {
        if (messages[place] == 0 && moreChannels[place] == null) {
            channel[place] = hash;
            moreChannels[place] = NONE;
        } else if (channel[place] != hash) {
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

    private int place(String person) {
        int mask = places.length - 1;
        int at = spread(person.hashCode()) & mask;
        while (places[at] != 0) {
            int place = places[at] - 1;
            if (people[place].equals(person)) {
                return place;
            }
            at = (at + 1) & mask;
        }
        if (size == people.length) {
            grow();
            return place(person);
        }
        people[size] = person;
        places[at] = size + 1;
        return size++;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }

    private void grow() {
        room(2 * size);
        places = new int[4 * size];
        int mask = places.length - 1;
        for (int i = 0; i < size; i++) {
            int at = spread(people[i].hashCode()) & mask;
            while (places[at] != 0) {
                at = (at + 1) & mask;
            }
            places[at] = i + 1;
        }
    }

    private void room(int length) {
        people = Arrays.copyOf(people, length);
        messages = Arrays.copyOf(messages, length);
        scored = Arrays.copyOf(scored, length);
        sentimentMillis = Arrays.copyOf(sentimentMillis, length);
        sanctions = Arrays.copyOf(sanctions, length);
        sights = Arrays.copyOf(sights, length);
        channel = Arrays.copyOf(channel, length);
        moreChannels = Arrays.copyOf(moreChannels, length);
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeUTF(people[i]);
            out.writeInt(messages[i]);
            out.writeInt(scored[i]);
            out.writeLong(sentimentMillis[i]);
            out.writeInt(sanctions[i]);
            out.writeByte(sights[i]);
            out.writeLong(channel[i]);
            long[] more = more(i);
            out.writeInt(more.length);
            for (long hash : more) {
                out.writeLong(hash);
            }
        }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            int place = place(in.readUTF());
            messages[place] = in.readInt();
            scored[place] = in.readInt();
            sentimentMillis[place] = in.readLong();
            sanctions[place] = in.readInt();
            sights[place] = in.readByte();
            channel[place] = in.readLong();
            long[] more = new long[in.readInt()];
            for (int k = 0; k < more.length; k++) {
                more[k] = in.readLong();
            }
            moreChannels[place] = messages[place] == 0 ? null : more;
        }
    }
}
