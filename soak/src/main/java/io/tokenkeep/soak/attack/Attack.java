package io.tokenkeep.soak.attack;

import io.vertx.core.Future;

/** One kind of attack. Its calls are bounded in number by {@link Repeated}. */
interface Attack {

    String name();

    /** Does it once more; completes when it was answered, cut off or given up. */
    Future<Void> once();

    /** What became of it, in words. */
    String reported();
}
