package dev.vitals.cli;

/** A verb found nothing to work on; the message says why and what to do, and the exit code is its own. */
final class NothingToDoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingToDoException(String message) {
        super(message);
    }
}
