package dev.vitals.cli.fuzz;

import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.Lines;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Scorers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Through which lines come in: the adapters and readers of the product, or faulty ones that must be caught. */
interface Door {
    Adapter adapter(String source, String path);

    Lines lines(String source, InputStream in, String name) throws IOException;

    /** That of the product; not for use by several threads. */
    static Door ofTheProduct() {
        Pseudonyms pseudonyms = new Pseudonyms("a key for fuzzing only".getBytes(StandardCharsets.US_ASCII));
        Scorer scorer = Scorers.standard();
        return new Door() {
            @Override
            public Adapter adapter(String source, String path) {
                return Adapter.of(source, pseudonyms, scorer, path);
            }

            @Override
            public Lines lines(String source, InputStream in, String name) throws IOException {
                return Lines.of(source, in, name);
            }
        };
    }
}
