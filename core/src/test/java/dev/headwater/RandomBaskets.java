package dev.headwater;

import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.CheckOut;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random commands of every kind, most of which a basket accepts; a seed always gives the same ones.
 */
final class RandomBaskets {
  private final Random random;

  RandomBaskets(long seed) {
    this.random = new Random(seed);
  }

  BasketCommand command() {
    return switch (random.nextInt(20)) {
      case 0 -> new Discard();
      case 1, 2, 3 -> new OpenBasket(items());
      case 4, 5, 6, 7 -> new RemoveItem(item());
      case 8 -> random.nextInt(10) == 0 ? new CheckOut() : new AddItems(items());
      default -> new AddItems(items());
    };
  }

  /** None, one or some. */
  int cachedStreams() {
    return random.nextInt(3);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private List<String> items() {
    return IntStream.range(0, random.nextInt(4)).mapToObj(number -> item()).toList();
  }

  private String item() {
    return "item " + random.nextInt(5);
  }
}
