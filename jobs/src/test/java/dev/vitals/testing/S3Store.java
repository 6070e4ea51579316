package dev.vitals.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;

/** A store that speaks S3, in this JVM: objects are kept in memory, and it listens on a free port of the loopback alone. */
public final class S3Store implements AutoCloseable {
    private static final String KEY = "vitals-tests";
    private static final String SECRET = "no secret, a store of tests";

    private final BlobStoreContext objects;
    private final S3Proxy server;
    private final String bucket;

    private S3Store(BlobStoreContext objects, S3Proxy server, String bucket) {
        this.objects = objects;
        this.server = server;
        this.bucket = bucket;
    }

    /** Starts a store with one bucket. */
    public static S3Store start(String bucket) throws Exception {
        BlobStoreContext objects = ContextBuilder.newBuilder(new TransientApiMetadata())
                .credentials(KEY, SECRET)
                .buildView(BlobStoreContext.class);
        S3Proxy server = S3Proxy.builder()
                .blobStore(objects.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .ignoreUnknownHeaders(true)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                .build();
        server.start();
        objects.getBlobStore().createContainerInLocation(null, bucket);
        return new S3Store(objects, server, bucket);
    }

    /** URI of its bucket. */
    public String uri() {
        return "s3a://" + bucket;
    }

    /** What says where it is and who may use it; all else is of whoever asks. */
    public Map<String, String> address() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("fs.s3a.endpoint", "http://127.0.0.1:" + server.getPort());
        settings.put("fs.s3a.access.key", KEY);
        settings.put("fs.s3a.secret.key", SECRET);
        settings.put("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        return settings;
    }

    /** Puts Hadoop's defaults for S3 into a configuration: the session of the tests has forgotten them. */
    public static void addDefaults(Configuration conf) {
        for (Map.Entry<String, String> setting : new Configuration()) {
            if (setting.getKey().startsWith("fs.s3a.")) {
                conf.set(setting.getKey(), setting.getValue());
            }
        }
    }

    /** Copies the files of a folder of this machine to the same paths in the bucket. */
    public void upload(Path folder, Configuration conf) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var target = new org.apache.hadoop.fs.Path(uri() + file);
                target.getFileSystem(conf)
                        .copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(file.toUri()), target);
            }
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
        objects.close();
    }
}
