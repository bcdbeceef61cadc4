/** How commands reach the operations function of a service, and run what takes long. */
@NullMarked
package dev.headwater.cli.operated;

import org.jspecify.annotations.NullMarked;
