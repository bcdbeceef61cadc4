package dev.headwater.orders.order;

import dev.headwater.service.text.Identifier;
import java.util.Locale;

/** The carrier's number of a parcel, in upper case. */
public record TrackingNumber(String value) {
  public TrackingNumber {
    value = Identifier.require(value.strip()).toUpperCase(Locale.ROOT);
  }
}
