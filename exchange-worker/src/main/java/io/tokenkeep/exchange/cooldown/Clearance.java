package io.tokenkeep.exchange.cooldown;

import java.util.function.Function;
import java.util.function.Supplier;

/** Whether a call may be made for an app now. */
sealed interface Clearance {

    <T> T match(Supplier<T> granted, Supplier<T> ownTokenFirst, Function<Cooldown, T> coolingDown);

    /** The call may be made. */
    record Granted() implements Clearance {
        @Override
        public <T> T match(Supplier<T> granted, Supplier<T> ownTokenFirst, Function<Cooldown, T> coolingDown) {
            return granted.get();
        }
    }

    /** The call may be made if the provider gives the app its own token. */
    record OwnTokenFirst() implements Clearance {
        @Override
        public <T> T match(Supplier<T> granted, Supplier<T> ownTokenFirst, Function<Cooldown, T> coolingDown) {
            return ownTokenFirst.get();
        }
    }

    /** No call is made. */
    record CoolingDown(Cooldown cooldown) implements Clearance {
        @Override
        public <T> T match(Supplier<T> granted, Supplier<T> ownTokenFirst, Function<Cooldown, T> coolingDown) {
            return coolingDown.apply(cooldown);
        }
    }
}
