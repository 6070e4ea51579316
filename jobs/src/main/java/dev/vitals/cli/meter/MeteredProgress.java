package dev.vitals.cli.meter;

import dev.vitals.warehouse.Progress;

/** Begins a part of a meter with each part of a night. */
public final class MeteredProgress implements Progress {
    private final Progress heard;
    private final Meter meter;

    /** @param heard hears everything, too */
    public MeteredProgress(Progress heard, Meter meter) {
        this.heard = heard;
        this.meter = meter;
    }

    @Override
    public void at(String stage, int done, int total) {
        heard.at(stage, done, total);
    }

    @Override
    public void begin(Part part) {
        heard.begin(part);
        meter.begin(part.word());
    }
}
