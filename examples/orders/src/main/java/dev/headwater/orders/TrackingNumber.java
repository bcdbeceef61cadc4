package dev.headwater.orders;

/** The carrier's number of a parcel, in upper case. */
public record TrackingNumber(String value) {
  public TrackingNumber {
    value = Text.code(value);
  }
}
