package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void endsOfLineAreLfOrCrlfAndTheLastLineNeedsNone() throws IOException {
        assertThat(lines("one\ntwo\r\n\nfour")).containsExactly("1:one", "2:two", "3:", "4:four");
    }

    @Test
    void aFinalEndOfLineStartsNoFurtherLine() throws IOException {
        assertThat(lines("one\n")).containsExactly("1:one");
    }

    @Test
    void anEmptyFileHasNoLines() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(read(LineReader.whole(stream(new byte[0]), "empty.gz"))).isEmpty();
        assertThat(read(LineReader.whole(stream(new byte[0]), "empty.zst"))).isEmpty();
        assertThat(read(LineReader.whole(stream(gzip("")), "nothing.gz"))).isEmpty();
    }

    @Test
    void aByteOrderMarkIsSkippedAlsoWhereFilesWereJoined() throws IOException {
        assertThat(lines("\uFEFFone\n\uFEFFtwo")).containsExactly("1:one", "2:two");
    }

    @Test
    void nulBytesAndLoneCarriageReturnsStayInTheLine() throws IOException {
        assertThat(lines("a\u0000b\nc\rd\r\r\n")).containsExactly("1:a\u0000b", "2:c\rd\r");
    }

    @Test
    void aLineLongerThanAllowedIsReportedWithItsStartAndSkipped() throws IOException {
        String file = "short\n" + "x".repeat(500_000) + "\nnext";
        LineReader reader = LineReader.whole(stream(bytes(file)), "a", 100_000);
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.rejection().reason()).isEqualTo(Reasons.LINE_TOO_LONG);
        assertThat(reader.length()).isEqualTo(LineReader.KEPT_OF_LONG_LINE);
        assertThat(reader.lineNumber()).isEqualTo(2);
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("next");
        assertThat(reader.lineNumber()).isEqualTo(3);
        assertThat(reader.rejection()).isNull();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void aLineOfTwentyMegabytesCostsNoMoreMemoryThanTheLongestAllowed() throws IOException {
        InputStream endless = new InputStream() {
            private int left = 20 << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int read = Math.min(left, length);
                Arrays.fill(bytes, offset, offset + read, (byte) 'x');
                left -= read;
                return read == 0 ? -1 : read;
            }
        };
        LineReader reader = LineReader.whole(endless, "a");
        assertThat(reader.next()).isTrue();
        assertThat(reader.rejection().reason()).isEqualTo(Reasons.LINE_TOO_LONG);
        assertThat(reader.buffer().length).isEqualTo(LineReader.KEPT_OF_LONG_LINE);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void aLineOfExactlyTheLongestLengthIsRead() throws IOException {
        for (String end : List.of("", "\n", "\r\n", "\nmore")) {
            assertThat(read(LineReader.whole(stream(bytes("x".repeat(1000) + end)), "a", 1000)))
                    .startsWith("1:" + "x".repeat(1000));
            assertThat(read(LineReader.whole(stream(bytes("x".repeat(1001) + end)), "a", 1000))
                            .get(0))
                    .startsWith("1!line_too_long:");
        }
    }

    @Test
    void readsGzipAndZstd() throws IOException {
        String file = "one\ntwo\n".repeat(100_000);
        List<String> expected = lines(file);
        assertThat(expected).hasSize(200_000);
        assertThat(read(LineReader.whole(stream(gzip(file)), "a.json.gz"))).isEqualTo(expected);
        assertThat(read(LineReader.whole(stream(Zstd.compress(bytes(file))), "a.json.ZST")))
                .isEqualTo(expected);
    }

    @Test
    void joinedGzipAndZstdFilesAreReadToTheLast() throws IOException {
        byte[] gzip = join(gzip("one\n"), gzip("two\n"), gzip("three"));
        byte[] zstd = join(Zstd.compress(bytes("one\n")), Zstd.compress(bytes("two\nthree")));
        // Remote file systems say that zero bytes are available, and give a file in small pieces.
        InputStream silent = new FilterInputStream(new ByteArrayInputStream(gzip)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 5));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        assertThat(read(LineReader.whole(silent, "a.gz"))).containsExactly("1:one", "2:two", "3:three");
        assertThat(read(LineReader.whole(stream(zstd), "a.zst"))).containsExactly("1:one", "2:two", "3:three");
    }

    @Test
    void whatIsNoMemberBetweenOrBehindGzipMembersIsReported() throws IOException {
        byte[] first = gzip("a\nb\n");
        byte[] second = gzip("c\nd\n");
        assertThat(gunzipped(first, new byte[100], second)).containsExactly("1:a", "2:b", "3!truncated_file:");
        assertThat(gunzipped(first, bytes("garbage"))).containsExactly("1:a", "2:b", "3!truncated_file:");
        assertThat(gunzipped(first, new byte[] {0x1F})).containsExactly("1:a", "2:b", "3!truncated_file:");
        assertThat(gunzipped(first, Arrays.copyOf(second, 5))).containsExactly("1:a", "2:b", "3!truncated_file:");
        assertThat(gunzipped(first, second, bytes("x")))
                .containsExactly("1:a", "2:b", "3:c", "4:d", "5!truncated_file:");
    }

    @Test
    void aZstandardFileMayEndBetweenItsFramesAlone() throws IOException {
        byte[] first = Zstd.compress(bytes("a\nb\n"));
        byte[] both = join(first, Zstd.compress(bytes("c\nd\n".repeat(50))));
        for (int cut = 1; cut < both.length; cut++) {
            List<String> read = read(LineReader.whole(stream(Arrays.copyOf(both, cut)), "a.zst"));
            if (cut == first.length) {
                assertThat(read).containsExactly("1:a", "2:b");
            } else {
                assertThat(read.get(read.size() - 1)).as("cut at %d", cut).contains("!truncated_file:");
            }
        }
        assertThat(read(LineReader.whole(stream(join(both, bytes("garbage"))), "a.zst")))
                .hasSize(103)
                .last()
                .isEqualTo("103!truncated_file:");
    }

    @Test
    void aZstandardFrameWithoutContentIsNone() throws IOException {
        byte[] empty = Zstd.compress(new byte[0]);
        assertThat(read(LineReader.whole(stream(empty), "a.zst"))).isEmpty();
        assertThat(read(LineReader.whole(stream(join(empty, Zstd.compress(bytes("a")), empty)), "a.zst")))
                .containsExactly("1:a");
    }

    @Test
    void nulBytesUpToTheEndOfAGzipFileArePadding() throws IOException {
        for (int padding : new int[] {1, 17, 18, 100, 200_000}) {
            assertThat(gunzipped(gzip("a\n"), gzip("b\n"), new byte[padding])).containsExactly("1:a", "2:b");
        }
    }

    @Test
    void aMemberMayHaveANameACommentAnExtraFieldAndAChecksumOfItsHeader() throws IOException {
        byte[] plain = gzip("b");
        // Flags 2 (checksum), 4 (extra field of 3 bytes), 8 (name) and 16 (comment), each in its place behind byte 10.
        byte[] head = {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3, 'n', 0, 'c', 0, 9, 9};
        byte[] named = join(head, Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(gunzipped(gzip("a\n"), named)).containsExactly("1:a", "2:b");
    }

    @Test
    void aMemberWhoseChecksumDoesNotFitIsReported() throws IOException {
        byte[] wrong = gzip("a\nb\n");
        wrong[wrong.length - 6]++;
        assertThat(gunzipped(wrong, gzip("c\n"))).containsExactly("1:a", "2:b", "3!truncated_file:");
    }

    private static List<String> gunzipped(byte[]... parts) throws IOException {
        return read(LineReader.whole(stream(join(parts)), "a.gz"));
    }

    @Test
    void aCompressedFileCutInTheMiddleGivesWhatWasWholeAndSaysWhereItBroke() throws IOException {
        StringBuilder file = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 40_000; i++) {
            file.append("line ").append(i).append(' ').append(random.nextInt()).append('\n');
        }
        List<String> whole = lines(file.toString());
        for (String name : List.of("a.gz", "a.zst")) {
            byte[] all = name.equals("a.gz") ? gzip(file.toString()) : Zstd.compress(bytes(file.toString()));
            for (int part = 1; part <= 9; part++) {
                List<String> read = read(LineReader.whole(stream(Arrays.copyOf(all, all.length * part / 10)), name));
                int last = read.size() - 1;
                assertThat(read.subList(0, last)).isEqualTo(whole.subList(0, last));
                assertThat(read.get(last)).startsWith(read.size() + "!truncated_file:");
            }
        }
    }

    @Test
    void aFileThatIsNotWhatItsNameSaysIsReportedInItsFirstLine() throws IOException {
        assertThat(read(LineReader.whole(stream(bytes("plain text\n")), "a.gz")))
                .containsExactly("1!truncated_file:");
        assertThat(read(LineReader.whole(stream(bytes("plain text\n")), "a.zst")))
                .containsExactly("1!truncated_file:");
    }

    @Test
    void aStorageThatFailsIsNoFaultOfTheFile() throws IOException {
        for (String name : List.of("a", "a.gz", "a.zst")) {
            byte[] file = "ab\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            byte[] stored =
                    name.equals("a.gz") ? gzip("ab\n".repeat(1000)) : name.equals("a") ? file : Zstd.compress(file);
            InputStream failing = new FilterInputStream(new ByteArrayInputStream(stored, 0, stored.length - 4)) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int read = super.read(buffer, offset, length);
                    if (read < 0) {
                        throw new IOException("connection lost");
                    }
                    return read;
                }
            };
            LineReader reader = LineReader.whole(failing, name);
            assertThatThrownBy(() -> read(reader)).as(name).hasMessage("connection lost");
        }
    }

    @Test
    void rangesThatTouchGiveEveryLineOnceWithItsNumber() throws IOException {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            StringBuilder file = new StringBuilder();
            int count = random.nextInt(30);
            for (int i = 0; i < count; i++) {
                file.append("x".repeat(random.nextInt(12))).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            file.append("last".repeat(random.nextInt(2)));
            byte[] bytes = bytes(file.toString());
            List<String> found = new ArrayList<>();
            int start = 0;
            do {
                int end = Math.min(bytes.length, start + 1 + random.nextInt(20));
                InputStream in = stream(bytes);
                long before = LineReader.newlines(in, start);
                found.addAll(read(LineReader.range(in, start, end, before)));
                start = end;
            } while (start < bytes.length);
            assertThat(found).isEqualTo(lines(file.toString()));
        }
    }

    private static List<String> lines(String file) throws IOException {
        return read(LineReader.whole(stream(bytes(file)), "file.ndjson"));
    }

    /** Number and text of each line, or number and reason of a line that is not fit to be read. */
    static List<String> read(Lines lines) throws IOException {
        List<String> found = new ArrayList<>();
        try (lines) {
            while (lines.next()) {
                Outcome.Rejected rejection = lines.rejection();
                found.add(
                        lines.lineNumber() + (rejection == null ? ":" + text(lines) : "!" + rejection.reason() + ":"));
            }
        }
        return found;
    }

    private static String text(Lines lines) {
        return new String(lines.buffer(), lines.offset(), lines.length(), StandardCharsets.UTF_8);
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
