package dev.vitals.simulate;

/** What all flows of one community share. */
record Scene(
        CommunitySpec spec,
        ChannelModel channels,
        ChatterModel chatters,
        Staff staff,
        Delivery delivery,
        TruthBook truth) {

    static Scene of(CommunitySpec spec, java.nio.file.Path outDir) {
        TruthBook truth = new TruthBook(spec.days());
        ChannelModel channels = new ChannelModel(spec.seed(), spec.channels());
        return new Scene(
                spec,
                channels,
                new ChatterModel(spec.seed(), spec.chatters(), channels),
                new Staff(spec.seed(), spec.moderators()),
                new Delivery(spec, outDir, truth),
                truth);
    }

    long seed() {
        return spec.seed();
    }

    Dice dice(String stream, int day) {
        return Dice.of(spec.seed(), stream, day);
    }

    /** A few seconds to hours as milliseconds. */
    static long millis(double seconds) {
        return Math.max(1, (long) (seconds * 1000));
    }
}
