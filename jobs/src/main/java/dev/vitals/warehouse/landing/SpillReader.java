package dev.vitals.warehouse.landing;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;

/** Reads what a {@link SpillWriter} wrote; values stay where they are in the block that was read. */
final class SpillReader implements Closeable {
    private static final int ABSENT = -1;

    private final InputStream in;
    private final SpillType[] types;
    private byte[] block = new byte[0];
    private ByteBuffer numbers = ByteBuffer.wrap(block);
    private int at;
    private int end;
    private int stretch;
    private long line;
    private final int[] places;
    private final int[] lengths;

    SpillReader(InputStream in, SpillShape shape) {
        this.in = in;
        this.types = shape.types().toArray(SpillType[]::new);
        this.places = new int[types.length];
        this.lengths = new int[types.length];
    }

    /** Moves to the next row; false at the end. Call {@link #find} before the next call. */
    boolean next() throws IOException {
        if (at == end && !readBlock()) {
            return false;
        }
        stretch = (int) varint();
        line = varint();
        return true;
    }

    int stretch() {
        return stretch;
    }

    long line() {
        return line;
    }

    /** Finds the values of the row; they are not copied. */
    void find() {
        for (int i = 0; i < types.length; i++) {
            int header = (int) varint();
            if (header == SpillWriter.AS_ABOVE) {
                // Where the row before has it.
                continue;
            }
            if (header == SpillWriter.AS_FIRST) {
                places[i] = places[0];
                lengths[i] = lengths[0];
                continue;
            }
            places[i] = at;
            lengths[i] = header == SpillWriter.NOTHING ? ABSENT : header - SpillWriter.LENGTH;
            if (lengths[i] != ABSENT) {
                skip(types[i], lengths[i]);
            }
        }
    }

    private void skip(SpillType type, int length) {
        switch (type) {
            case STRING, BYTES -> at += length;
            case LONG, DOUBLE -> at += Long.BYTES;
            case INT -> at += Integer.BYTES;
            case BOOLEAN -> at++;
            case STRINGS -> skipTexts(length);
            case MAP -> skipTexts(2 * length);
        }
    }

    private void skipTexts(int count) {
        for (int i = 0; i < count; i++) {
            int length = textLength();
            at += Math.max(0, length);
        }
    }

    boolean isNull(int column) {
        return lengths[column] == ABSENT;
    }

    long getLong(int column) {
        return numbers.getLong(places[column]);
    }

    int getInt(int column) {
        return numbers.getInt(places[column]);
    }

    double getDouble(int column) {
        return numbers.getDouble(places[column]);
    }

    boolean getBoolean(int column) {
        return block[places[column]] != 0;
    }

    /** A string or bytes; they are as they are now until the next block is read. */
    Binary getBinary(int column) {
        return Binary.fromReusedByteArray(block, places[column], lengths[column]);
    }

    /** Elements of a list or entries of a map. */
    int count(int column) {
        return lengths[column];
    }

    /** Hears the elements of a list, or the keys and values of a map, a value of null among them, in turn. */
    void forEach(int column, Consumer<Binary> texts) {
        int rest = at;
        at = places[column];
        int count = types[column] == SpillType.MAP ? 2 * lengths[column] : lengths[column];
        for (int i = 0; i < count; i++) {
            int length = textLength();
            texts.accept(length == ABSENT ? null : Binary.fromReusedByteArray(block, at, length));
            at += Math.max(0, length);
        }
        at = rest;
    }

    private int textLength() {
        int header = (int) varint();
        return header == SpillWriter.NOTHING ? ABSENT : header - SpillWriter.LENGTH;
    }

    private long varint() {
        long number = 0;
        int shift = 0;
        while (true) {
            byte b = block[at++];
            number |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return number;
            }
            shift += 7;
        }
    }

    private boolean readBlock() throws IOException {
        byte[] length = in.readNBytes(Integer.BYTES);
        if (length.length == 0) {
            return false;
        }
        int bytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (block.length < bytes) {
            block = new byte[bytes];
            numbers = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (in.readNBytes(block, 0, bytes) != bytes) {
            throw new EOFException("A scratch file of the landing pass ends in the middle of a block.");
        }
        at = 0;
        end = bytes;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
