// Follows an event over a bus, a rule and a queue, from one SDK client to another.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

import { eventually, serve } from "./service.mjs";

let service, eventbridge, sqs;

before(async () => {
  service = await serve("--template", fileURLToPath(new URL("template.yaml", import.meta.url)));
  eventbridge = service.client(EventBridgeClient, "eventbridge");
  sqs = service.client(SQSClient, "sqs");
}, { timeout: 300_000 });

after(() => service?.stop());

test("a rule delivers only matching events to its queue", async () => {
  const { FailedEntryCount, Entries } = await eventbridge.send(new PutEventsCommand({
    Entries: [{ total: 9 }, { total: 10 }].map((detail) => ({
      EventBusName: service.endpoints.buses.Bus,
      Source: "interop",
      DetailType: "OrderPlaced",
      Detail: JSON.stringify(detail),
    })),
  }));
  assert.equal(FailedEntryCount, 0);

  const message = await eventually(receive);
  const event = JSON.parse(message.Body);
  assert.equal(event.id, Entries[1].EventId);
  assert.equal(event.source, "interop");
  assert.equal(event["detail-type"], "OrderPlaced");
  assert.deepEqual(event.detail, { total: 10 });

  const QueueUrl = service.endpoints.queues.Orders;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
  assert.equal(await receive(), undefined);
});

async function receive() {
  const QueueUrl = service.endpoints.queues.Orders;
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
  return Messages?.[0];
}
