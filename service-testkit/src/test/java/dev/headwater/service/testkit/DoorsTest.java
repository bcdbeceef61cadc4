package dev.headwater.service.testkit;

import static dev.headwater.service.testkit.Request.get;
import static dev.headwater.service.testkit.Request.post;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DoorsTest {
  @RegisterExtension static final ServiceTest service = ServiceTest.of(new Doors());

  @Test
  void a_door_is_shut_once() {
    service
        .given(post("/doors/front/shutting"))
        .when(post("/doors/front/shutting"))
        .then(reply -> reply.hasStatus(409).hasProblem("already-shut"));
    service
        .when(get("/doors/front"))
        .then(reply -> reply.hasVersion(1).hasField("shutAt", "2026-01-01T00:00:00Z"));
  }
}
