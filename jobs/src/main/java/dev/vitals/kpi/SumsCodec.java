package dev.vitals.kpi;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums as bytes: a format byte, the number of sums, then for each its scale, the length of its unscaled value and that
 * value, highest byte first.
 */
final class SumsCodec {
    private static final byte FORMAT = 1;

    private SumsCodec() {}

    static byte[] encode(List<BigDecimal> sums) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 + 8 * sums.size());
        out.write(FORMAT);
        out.write(sums.size());
        for (BigDecimal sum : sums) {
            byte[] unscaled = sum.unscaledValue().toByteArray();
            out.write(sum.scale());
            out.write(unscaled.length);
            out.writeBytes(unscaled);
        }
        return out.toByteArray();
    }

    static List<BigDecimal> decode(byte[] bytes, int expected) {
        if (bytes.length < 2 || bytes[0] != FORMAT || bytes[1] != expected) {
            throw unreadable(bytes, expected);
        }
        List<BigDecimal> sums = new ArrayList<>(expected);
        int position = 2;
        for (int i = 0; i < expected; i++) {
            int start = position + 2;
            if (start > bytes.length || bytes[position + 1] < 1 || start + bytes[position + 1] > bytes.length) {
                throw unreadable(bytes, expected);
            }
            int end = start + bytes[position + 1];
            sums.add(new BigDecimal(new BigInteger(Arrays.copyOfRange(bytes, start, end)), bytes[position]));
            position = end;
        }
        if (position != bytes.length) {
            throw unreadable(bytes, expected);
        }
        return sums;
    }

    private static IllegalArgumentException unreadable(byte[] bytes, int expected) {
        return new IllegalArgumentException("these " + bytes.length + " bytes are not " + expected + " sums of format "
                + FORMAT + "; rebuild the state from its rows");
    }
}
