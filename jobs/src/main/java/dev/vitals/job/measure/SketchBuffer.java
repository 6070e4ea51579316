package dev.vitals.job.measure;

import dev.vitals.kpi.DistinctSketch;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** A distinct sketch that can travel between tasks; made only when something was counted. */
public final class SketchBuffer implements Externalizable {
    private static final long serialVersionUID = 1L;

    private transient DistinctSketch sketch;
    private transient int lgK;

    /** For deserialisation. */
    public SketchBuffer() {}

    SketchBuffer(int lgK) {
        this.lgK = lgK;
    }

    SketchBuffer add(byte[] key) {
        sketch().add(key);
        return this;
    }

    SketchBuffer merge(byte[] bytes) {
        sketch().merge(bytes);
        return this;
    }

    SketchBuffer merge(SketchBuffer other) {
        return other.sketch == null ? this : merge(other.sketch.toBytes());
    }

    byte[] toBytes() {
        return sketch().toBytes();
    }

    private DistinctSketch sketch() {
        if (sketch == null) {
            sketch = new DistinctSketch(lgK);
        }
        return sketch;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        byte[] bytes = sketch == null ? new byte[0] : sketch.toBytes();
        out.writeInt(lgK);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        lgK = in.readInt();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        if (bytes.length > 0) {
            merge(bytes);
        }
    }
}
