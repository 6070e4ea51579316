package dev.vitals.planted.attic;

/** Lives in no room. */
final class Lodger {}
