package dev.headwater;

/** A stored event of an unknown type or schema version, or a malformed one. */
public final class UnreadableEventException extends HeadwaterException {
    private static final long serialVersionUID = 1L;

    public UnreadableEventException(StreamId stream, long version, EncodedEvent event,
            IllegalArgumentException cause) {
        super("Cannot read version " + version + " of stream " + stream + ", a "
                + event.eventType() + " of schema version " + event.schemaVersion() + ": "
                + RedactedException.reason(cause), cause);
    }

    /** A commit of which not even the frame can be read. */
    public UnreadableEventException(StreamId stream, IllegalArgumentException cause) {
        super("Cannot read a commit of stream " + stream + ": "
                + RedactedException.reason(cause), cause);
    }
}
