package dev.headwater.service.functions.internal;

import dev.headwater.service.Settings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The keys in the environment, if there are any. With SnapStart there are none, since a snapshot
 * would outlive them; the SDK's default provider then fetches some from Lambda, and keeps them
 * until shortly before they expire, or until they are dropped.
 */
public final class RenewableCredentials implements AwsCredentialsProvider, AutoCloseable {
  private final Supplier<AwsCredentialsProvider> source;
  private volatile AwsCredentialsProvider current;

  public RenewableCredentials(Settings settings) {
    this.source = source(settings);
    this.current = source.get();
  }

  private static Supplier<AwsCredentialsProvider> source(Settings settings) {
    @Nullable String key = settings.get("AWS_ACCESS_KEY_ID");
    @Nullable String secret = settings.get("AWS_SECRET_ACCESS_KEY");
    if (key == null || secret == null) {
      return () -> DefaultCredentialsProvider.builder().build();
    }
    @Nullable String session = settings.get("AWS_SESSION_TOKEN");
    return () ->
        StaticCredentialsProvider.create(
            session == null
                ? AwsBasicCredentials.create(key, secret)
                : AwsSessionCredentials.create(key, secret, session));
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return current.resolveCredentials();
  }

  /** Drops what was fetched. No request may be under way. */
  public void drop() {
    AwsCredentialsProvider old = current;
    current = source.get();
    close(old);
  }

  @Override
  public void close() {
    close(current);
  }

  private static void close(AwsCredentialsProvider provider) {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
