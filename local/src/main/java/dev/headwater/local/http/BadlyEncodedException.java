package dev.headwater.local.http;

/** A percent sign in the path or query is not followed by two hexadecimal digits. */
public final class BadlyEncodedException extends IllegalArgumentException {
  BadlyEncodedException() {
    super("The path or query has malformed percent-encoding");
  }
}
