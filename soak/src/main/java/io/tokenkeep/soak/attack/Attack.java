package io.tokenkeep.soak.attack;

import io.vertx.core.Future;

/** One kind of attack. Its calls are bounded in number by {@link Repeated}. */
interface Attack {

    String name();

    /** Makes one call; completes when it was answered, cut off or given up. */
    Future<Void> once();

    /** A summary of the results. */
    String reported();
}
