package io.tokenkeep.benchmarks.callback;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.callback.CallbackMain;

/** callback-service as it runs anywhere; it only ends with whoever started it. */
public final class CallbackProcess {

    private CallbackProcess() {}

    public static void main(String[] arguments) throws Exception {
        Thread service =
                new Thread(() -> CallbackMain.main(new String[] {"serve", "--config", arguments[0]}), "service");
        service.setDaemon(true);
        service.start();
        Child.serve("");
        System.exit(0);
    }
}
