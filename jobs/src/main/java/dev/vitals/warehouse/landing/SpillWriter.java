package dev.vitals.warehouse.landing;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes rows of one shape to a scratch file, which is read once and deleted: blocks of a length and then records, each the
 * stretch, the line and the values. In front of a value stands {@link #NOTHING} where there is none, else its length plus
 * {@link #LENGTH}. Strings that the program has once and writes often (the version of a scorer in each row, the id of a
 * message that is its key, too) are not written again: {@link #AS_ABOVE} and {@link #AS_FIRST} point at them.
 */
final class SpillWriter implements Closeable {
    static final int NOTHING = 0;
    /** The string of this column in the row before, of the same block. */
    static final int AS_ABOVE = 1;
    /** The string of the first column in the same row. */
    static final int AS_FIRST = 2;

    static final int LENGTH = 3;

    private static final int BLOCK_BYTES = 256 << 10;
    private static final int LONGEST_NUMBER = 10;

    private final OutputStream out;
    private final SpillType[] types;
    private byte[] block = new byte[BLOCK_BYTES + (64 << 10)];
    private ByteBuffer numbers = wrap(block);
    private final Object[] above;
    private int at;
    private long bytes;
    private long rows;

    SpillWriter(OutputStream out, SpillShape shape) {
        this.out = out;
        this.types = shape.types().toArray(SpillType[]::new);
        this.above = new Object[types.length];
    }

    /**
     * Adds a row.
     *
     * @param values one for each column of the shape, as {@link dev.vitals.job.land.Outcome.Event} gives them
     */
    void write(int stretch, long line, Object[] values) throws IOException {
        varint(stretch);
        varint(line);
        for (int i = 0; i < types.length; i++) {
            column(i, values);
        }
        rows++;
        if (at >= BLOCK_BYTES) {
            flushBlock();
        }
    }

    long bytes() {
        return bytes + at;
    }

    long rows() {
        return rows;
    }

    /** That two strings are the same object is told at no cost, and true of those that repeat. */
    @SuppressWarnings("ReferenceEquality")
    private void column(int i, Object[] values) {
        Object value = values[i];
        boolean isText = types[i] == SpillType.STRING && value != null;
        if (isText && value == above[i]) {
            varint(AS_ABOVE);
        } else if (isText && i > 0 && value == values[0]) {
            varint(AS_FIRST);
        } else {
            value(types[i], value);
        }
        above[i] = isText ? value : null;
    }

    private void value(SpillType type, Object value) {
        if (value == null) {
            varint(NOTHING);
            return;
        }
        switch (type) {
            case STRING -> string((String) value);
            case BYTES -> bytes((byte[]) value);
            case LONG -> {
                fixed(Long.BYTES);
                numbers.putLong(at - Long.BYTES, (Long) value);
            }
            case INT -> {
                fixed(Integer.BYTES);
                numbers.putInt(at - Integer.BYTES, (Integer) value);
            }
            case DOUBLE -> {
                fixed(Double.BYTES);
                numbers.putDouble(at - Double.BYTES, (Double) value);
            }
            case BOOLEAN -> {
                fixed(1);
                block[at - 1] = (byte) ((Boolean) value ? 1 : 0);
            }
            case STRINGS -> {
                String[] texts = (String[]) value;
                varint(texts.length + (long) LENGTH);
                for (String text : texts) {
                    string(text);
                }
            }
            case MAP -> {
                Map<?, ?> map = (Map<?, ?>) value;
                varint(map.size() + (long) LENGTH);
                map.forEach((key, text) -> {
                    string((String) key);
                    value(SpillType.STRING, text);
                });
            }
        }
    }

    /** Says that a value is there and makes room for it. */
    private void fixed(int length) {
        room(length + 1);
        block[at] = LENGTH;
        at += length + 1;
    }

    private void string(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] text) {
        varint(text.length + (long) LENGTH);
        room(text.length);
        System.arraycopy(text, 0, block, at, text.length);
        at += text.length;
    }

    private void varint(long number) {
        room(LONGEST_NUMBER);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            block[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        block[at++] = (byte) rest;
    }

    private void room(int length) {
        if (at + length > block.length) {
            block = Arrays.copyOf(block, Math.max(block.length * 2, at + length));
            numbers = wrap(block);
        }
    }

    private static ByteBuffer wrap(byte[] block) {
        return ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void flushBlock() throws IOException {
        byte[] length = new byte[Integer.BYTES];
        wrap(length).putInt(0, at);
        out.write(length);
        out.write(block, 0, at);
        bytes += at + Integer.BYTES;
        at = 0;
        Arrays.fill(above, null);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (at > 0) {
                flushBlock();
            }
        }
    }
}
