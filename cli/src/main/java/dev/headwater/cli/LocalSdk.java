package dev.headwater.cli;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;

/**
 * What AWS clients find in this JVM that a handler builds without asking its environment: made-up
 * credentials, so that none of them changes anything in the user's own account.
 */
final class LocalSdk {
  private LocalSdk() {}

  static void configure() {
    System.setProperty("aws.accessKeyId", LocalCredentials.ACCESS_KEY_ID);
    System.setProperty("aws.secretAccessKey", LocalCredentials.SECRET_ACCESS_KEY);
    System.setProperty("aws.region", LocalArn.REGION);
  }
}
