package dev.headwater.event;

import java.util.Set;

/** The codec of {@link EventCodec#asStored}. */
final class StoredForm implements EventCodec<EncodedEvent> {
  static final StoredForm CODEC = new StoredForm();

  private StoredForm() {}

  @Override
  public EncodedEvent encode(EncodedEvent event) {
    return event;
  }

  @Override
  public EncodedEvent decode(EncodedEvent stored) {
    return stored;
  }

  /** It does not know which they are. */
  @Override
  public Set<String> personalFields(String eventType) {
    return Set.of();
  }
}
