package dev.headwater.orders;

import static dev.headwater.service.testkit.Request.post;

import dev.headwater.service.testkit.Request.Http;

/** Requests about orders of two pots of tea, which cost 10.00. */
final class OrderRequests {
  private OrderRequests() {}

  /** Places an order of Ada's; its number follows from the id. */
  static Http place(String orderId) {
    return place(orderId, "ada", "Ada Lovelace");
  }

  static Http place(String orderId, String customerId, String customerName) {
    return place(orderId, "n-" + orderId, customerId, customerName);
  }

  static Http place(String orderId, String number, String customerId, String customerName) {
    return post(
        "/orders",
        """
        {"orderId": "%s", "number": "%s", "customerId": "%s", "customerName": "%s",
         "lines": [{"sku": "tea-1", "quantity": 2, "price": 5}]}
        """
            .formatted(orderId, number, customerId, customerName));
  }

  static Http addLine(String orderId) {
    return post(
        "/orders/" + orderId + "/lines",
        """
        {"sku": "cup-7", "quantity": 1, "price": 2.50}
        """);
  }

  static Http pay(String orderId, String amount) {
    return post(
        "/orders/" + orderId + "/payment",
        """
        {"amount": %s}
        """
            .formatted(amount));
  }

  static Http ship(String orderId) {
    return post(
        "/orders/" + orderId + "/shipment",
        """
        {"trackingNumber": "parcel-1"}
        """);
  }

  static Http cancel(String orderId) {
    return post(
        "/orders/" + orderId + "/cancellation",
        """
        {"reason": "moved to Turin"}
        """);
  }
}
