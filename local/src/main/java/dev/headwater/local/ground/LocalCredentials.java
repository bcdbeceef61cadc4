package dev.headwater.local.ground;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Made-up credentials. The local cloud does not check them, and AWS rejects them. */
public final class LocalCredentials {
  public static final String ACCESS_KEY_ID = "local";
  public static final String SECRET_ACCESS_KEY = "local";
  public static final AwsCredentialsProvider PROVIDER =
      StaticCredentialsProvider.create(
          AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY));

  private LocalCredentials() {}
}
