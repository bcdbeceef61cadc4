/** The HTTP endpoints of EventBridge and Lambda that AWS's SDKs talk to. */
@NullMarked
package dev.headwater.local.endpoints;

import org.jspecify.annotations.NullMarked;

