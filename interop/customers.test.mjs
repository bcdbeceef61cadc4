// Uses the customer service's tables and functions through the AWS SDK for JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

import { eventually, serve } from "./service.mjs";

const customerId = "interop-1";
let service, dynamodb, lambda;

before(async () => {
  service = await serve();
  dynamodb = service.client(DynamoDBClient, "dynamodb");
  lambda = service.client(LambdaClient, "lambda");
  const answer = await invoke("CommandFunction", {
    commandType: "RegisterCustomer",
    payload: { customerId, email: "ada@example.com", name: "Ada" },
  });
  assert.deepEqual(answer, {
    statusCode: 200,
    body: JSON.stringify({ success: true, customerId, version: 1 }),
  });
}, { timeout: 300_000 });

after(() => service?.stop());

test("the event is stored as a readable item", async () => {
  const { Item } = await dynamodb.send(new GetItemCommand({
    TableName: service.endpoints.tables.EventsTable,
    Key: { PK: { S: `CUSTOMER#${customerId}` }, SK: { S: "EVENT#0000000001" } },
    ConsistentRead: true,
  }));
  assert.equal(Item.version.N, "1");
  const [event] = Item.events.L;
  assert.equal(event.M.eventType.S, "CustomerRegistered");
  assert.equal(event.M.payload.M.email.S, "ada@example.com");
});

test("the view is stored as a readable item", async () => {
  const view = await eventually(async () => {
    const { Item } = await dynamodb.send(new GetItemCommand({
      TableName: service.endpoints.tables.CustomersTable,
      Key: { customerId: { S: customerId } },
    }));
    return Item;
  });
  assert.equal(view.email.S, "ada@example.com");
  assert.equal(view.status.S, "ACTIVE");
});

test("a function can be invoked by name", async () => {
  const found = await eventually(async () => {
    const answer = await invoke("QueryFunction", { queryType: "GetCustomerById", customerId });
    return answer.statusCode === 200 && JSON.parse(answer.body);
  });
  assert.equal(found.customerId, customerId);
  assert.equal(found.version, 1);
});

async function invoke(logicalId, event) {
  const { Payload, FunctionError } = await lambda.send(new InvokeCommand({
    FunctionName: service.endpoints.functions[logicalId],
    Payload: JSON.stringify(event),
  }));
  assert.equal(FunctionError, undefined);
  return JSON.parse(Payload.transformToString());
}
