package dev.headwater.cli.machine;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;

/**
 * Sets dummy credentials for AWS clients that a handler builds without its environment variables,
 * so that they cannot change anything in the user's own account.
 */
public final class LocalSdk {
  private LocalSdk() {}

  public static void configure() {
    System.setProperty("aws.accessKeyId", LocalCredentials.ACCESS_KEY_ID);
    System.setProperty("aws.secretAccessKey", LocalCredentials.SECRET_ACCESS_KEY);
    System.setProperty("aws.region", LocalArn.REGION);
  }
}
