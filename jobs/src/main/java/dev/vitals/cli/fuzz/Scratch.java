package dev.vitals.cli.fuzz;

import java.util.Arrays;

/** Bytes that grow and shrink in the middle. What an earlier line left stays around them, where no reader may look. */
final class Scratch {
    private static final int MARGIN = 24;

    private byte[] bytes = new byte[4096];
    private int length;

    void set(byte[] line) {
        length = 0;
        insert(0, line, 0, line.length);
    }

    byte[] buffer() {
        return bytes;
    }

    int offset() {
        return MARGIN;
    }

    int length() {
        return length;
    }

    byte at(int index) {
        return bytes[MARGIN + index];
    }

    void put(int index, byte value) {
        bytes[MARGIN + index] = value;
    }

    byte[] copy() {
        return copy(0, length);
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, MARGIN + from, MARGIN + to);
    }

    void cut(int newLength) {
        length = newLength;
    }

    void delete(int from, int to) {
        System.arraycopy(bytes, MARGIN + to, bytes, MARGIN + from, length - to);
        length -= to - from;
    }

    void insert(int at, byte[] what, int from, int to) {
        int more = to - from;
        if (2 * MARGIN + length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (2 * MARGIN + length + more));
        }
        System.arraycopy(bytes, MARGIN + at, bytes, MARGIN + at + more, length - at);
        System.arraycopy(what, from, bytes, MARGIN + at, more);
        length += more;
    }

    void insert(int at, byte[] what) {
        insert(at, what, 0, what.length);
    }

    void replace(int from, int to, byte[] what) {
        delete(from, to);
        insert(from, what);
    }
}
