package dev.vitals.cli;

/** Entry point of the launcher. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
