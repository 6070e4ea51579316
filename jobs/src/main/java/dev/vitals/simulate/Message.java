package dev.vitals.simulate;

/** The chat message at hand; one object is reused for all, since a day may have any number of them. */
final class Message {
    int day;
    int stream;
    long number;
    long at;
    int channel;
    int account;
    Mood mood;
    boolean violating;
    /** Kind of violation, or what a harmless message is mistaken for. */
    Harm harm;

    long key() {
        return Ids.messageKey(stream, day, number);
    }
}
