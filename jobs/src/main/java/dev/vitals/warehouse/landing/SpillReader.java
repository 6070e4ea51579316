package dev.vitals.warehouse.landing;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads what a {@link SpillWriter} wrote; strings stay where they are in the block that was read. */
final class SpillReader implements Closeable {
    private final InputStream in;
    private final SpillType[] types;
    private byte[] block = new byte[0];
    private ByteBuffer numbers = ByteBuffer.wrap(block);
    private int at;
    private int stretch;
    private long line;

    SpillReader(InputStream in, SpillShape shape) {
        this.in = in;
        this.types = shape.types().toArray(SpillType[]::new);
    }

    /** Moves to the next row; false at the end. Read its values, or skip them, before the next call. */
    boolean next() throws IOException {
        if (at == block.length && !readBlock()) {
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

    /** Puts the values of the row into these places. */
    void values(InternalRow row, int[] places) {
        for (int i = 0; i < types.length; i++) {
            long header = varint();
            if (header == 0) {
                row.setNullAt(places[i]);
            } else {
                value(types[i], header - 1, row, places[i]);
            }
        }
    }

    private void value(SpillType type, long length, InternalRow row, int place) {
        switch (type) {
            case STRING -> row.update(place, string((int) length));
            case BYTES -> {
                byte[] bytes = new byte[(int) length];
                System.arraycopy(block, at, bytes, 0, bytes.length);
                at += bytes.length;
                row.update(place, bytes);
            }
            case LONG -> {
                row.setLong(place, numbers.getLong(at));
                at += Long.BYTES;
            }
            case INT -> {
                row.setInt(place, numbers.getInt(at));
                at += Integer.BYTES;
            }
            case DOUBLE -> {
                row.setDouble(place, numbers.getDouble(at));
                at += Double.BYTES;
            }
            case BOOLEAN -> row.setBoolean(place, block[at++] != 0);
            case STRINGS -> row.update(place, strings((int) length));
            case MAP -> row.update(place, map((int) length));
        }
    }

    private GenericArrayData strings(int count) {
        Object[] texts = new Object[count];
        for (int i = 0; i < count; i++) {
            texts[i] = string((int) varint() - 1);
        }
        return new GenericArrayData(texts);
    }

    private ArrayBasedMapData map(int count) {
        Object[] keys = new Object[count];
        Object[] texts = new Object[count];
        for (int i = 0; i < count; i++) {
            keys[i] = string((int) varint() - 1);
            int header = (int) varint();
            texts[i] = header == 0 ? null : string(header - 1);
        }
        return new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(texts));
    }

    private UTF8String string(int length) {
        UTF8String text = UTF8String.fromBytes(block, at, length);
        at += length;
        return text;
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

    /** A block of its own for every read, because rows may still point into the one before. */
    private boolean readBlock() throws IOException {
        byte[] length = in.readNBytes(Integer.BYTES);
        if (length.length == 0) {
            return false;
        }
        int bytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        block = in.readNBytes(bytes);
        if (block.length != bytes) {
            throw new EOFException("A scratch file of the landing pass ends in the middle of a block.");
        }
        numbers = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        at = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
