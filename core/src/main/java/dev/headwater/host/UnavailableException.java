package dev.headwater.host;

import org.jspecify.annotations.Nullable;

/**
 * A service did not answer, or refused the call for now. A read may be repeated; a write may be
 * repeated only unchanged.
 */
public final class UnavailableException extends HeadwaterException {
  private static final long serialVersionUID = 2L;
  private final boolean mayHaveTakenEffect;
  private final @Nullable ConfigurationFault configurationFault;

  /** For a failure that may be transient. */
  public UnavailableException(
      String message, boolean mayHaveTakenEffect, @Nullable Throwable cause) {
    this(message, mayHaveTakenEffect, null, cause);
  }

  /**
   * @param configurationFault {@code null} for a failure that may be transient
   */
  public UnavailableException(
      String message,
      boolean mayHaveTakenEffect,
      @Nullable ConfigurationFault configurationFault,
      @Nullable Throwable cause) {
    super(message, cause);
    this.mayHaveTakenEffect = mayHaveTakenEffect;
    this.configurationFault = configurationFault;
  }

  /**
   * False: nothing was written. True: the write may have taken effect and only its reply was lost.
   */
  public boolean mayHaveTakenEffect() {
    return mayHaveTakenEffect;
  }

  /**
   * Whether the failure may be transient, like a throttled request or a lost connection. Missing
   * permissions or a missing table are not: see {@link #configurationFault}.
   */
  public boolean mayPass() {
    return configurationFault == null;
  }

  /** What an operator has to correct; {@code null} if the failure may be transient. */
  public @Nullable ConfigurationFault configurationFault() {
    return configurationFault;
  }

  /** The same failure, for a write whose earlier attempt may have taken effect. */
  public UnavailableException afterALostReply() {
    return mayHaveTakenEffect
        ? this
        : new UnavailableException(
            getMessage() + " after an attempt that may have succeeded",
            true,
            configurationFault,
            this);
  }
}
