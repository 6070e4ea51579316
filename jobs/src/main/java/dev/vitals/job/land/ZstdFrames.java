package dev.vitals.job.land;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The content of a Zstandard file, of all its frames one after the other.
 *
 * <p>{@link com.github.luben.zstd.ZstdInputStream} takes a file that ends behind the beginning of a second frame for one that
 * ends with the first, and silently loses the rest. Here a file may end between frames alone.
 */
final class ZstdFrames extends InputStream {
    private static final int CONTENT = 128 << 10;

    private final InputStream in;
    private final byte[] chunk;
    private final ByteBuffer stored;
    private final ByteBuffer content = ByteBuffer.allocateDirect(CONTENT).limit(0);
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private boolean isInFrame;
    private boolean mayHoldMore;

    ZstdFrames(InputStream in, int bufferSize) {
        this.in = in;
        this.chunk = new byte[bufferSize];
        this.stored = ByteBuffer.allocateDirect(bufferSize).limit(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!content.hasRemaining()) {
            if (!stored.hasRemaining() && !mayHoldMore && !fill()) {
                return -1;
            }
            unpack();
        }
        int read = Math.min(length, content.remaining());
        content.get(bytes, offset, read);
        return read;
    }

    private void unpack() throws IOException {
        content.clear();
        try {
            isInFrame = !context.decompressDirectByteBufferStream(content, stored);
        } catch (ZstdException e) {
            throw new ZstdIOException(e.getErrorCode(), e.getMessage());
        } finally {
            // What filled all of its room may have left something behind.
            mayHoldMore = isInFrame && !content.hasRemaining();
            content.flip();
        }
    }

    /** Reads on in the file; false at its end. */
    private boolean fill() throws IOException {
        int read = in.read(chunk, 0, chunk.length);
        if (read < 0) {
            if (isInFrame) {
                throw new EOFException("the file ends inside a Zstandard frame");
            }
            return false;
        }
        stored.clear();
        stored.put(chunk, 0, read).flip();
        return true;
    }

    @Override
    public void close() throws IOException {
        context.close();
        in.close();
    }
}
