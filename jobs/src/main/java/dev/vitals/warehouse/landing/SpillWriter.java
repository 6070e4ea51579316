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
 * stretch, the line and the values. A value that may be missing has one more in front of it: 0 for nothing, else its
 * length plus one.
 */
final class SpillWriter implements Closeable {
    private static final int BLOCK_BYTES = 256 << 10;
    private static final int LONGEST_NUMBER = 10;

    private final OutputStream out;
    private final SpillType[] types;
    private byte[] block = new byte[BLOCK_BYTES + (64 << 10)];
    private ByteBuffer numbers = wrap(block);
    private int at;
    private long bytes;
    private long rows;

    SpillWriter(OutputStream out, SpillShape shape) {
        this.out = out;
        this.types = shape.types().toArray(SpillType[]::new);
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
            value(types[i], values[i]);
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

    private void value(SpillType type, Object value) {
        if (value == null) {
            varint(0);
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
                varint(texts.length + 1L);
                for (String text : texts) {
                    string(text);
                }
            }
            case MAP -> {
                Map<?, ?> map = (Map<?, ?>) value;
                varint(map.size() + 1L);
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
        block[at] = 1;
        at += length + 1;
    }

    private void string(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] text) {
        varint(text.length + 1L);
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
