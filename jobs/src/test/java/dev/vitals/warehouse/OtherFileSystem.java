package dev.vitals.warehouse;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A folder of this machine under a scheme of its own, as an object store would be seen. */
public final class OtherFileSystem extends RawLocalFileSystem {
    private static final String SCHEME = "other";

    /** For Hadoop, which makes it by its name. */
    public OtherFileSystem() {}

    static Configuration configuration() {
        Configuration conf = new Configuration(false);
        conf.set("fs." + SCHEME + ".impl", OtherFileSystem.class.getName());
        return conf;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }
}
